import { MonitoringConfig } from '../../fixtures/monitoring.ts';
import { check, core, demand, observe, test, violated } from '../../fixtures/test.ts';
import { podsReport } from '../../fixtures/workloads.ts';

const CONFIG = { name: 'cluster-monitoring-config', namespace: 'openshift-monitoring' };
const NAMESPACE = 'openshift-user-workload-monitoring';

test(
  'user workloads are monitored',
  check({
    id: 'metrics.user-workload',
    requirement:
      'Monitoring of user workloads MUST be enabled (enableUserWorkload: true) and the pods that do it MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['user-workload-monitoring-off', 'user-workload-prometheus-not-ready'],
    dependsOn: ['prereq.api-reachable'],
    remedy: `oc -n ${CONFIG.namespace} edit configmap ${CONFIG.name}: set enableUserWorkload: true in config.yaml; then expect Ready pods in ${NAMESPACE} (FM-66)`,
    guide: 'guide#8-observability-stack',
  }),
  async ({ cluster }) => {
    const config = await cluster.find(MonitoringConfig, CONFIG.name, CONFIG.namespace);
    if (config === undefined)
      violated(`ConfigMap ${CONFIG.namespace}/${CONFIG.name} does not exist: the default is off`);
    demand(
      config.settings !== undefined,
      `config.yaml of ConfigMap ${CONFIG.namespace}/${CONFIG.name} is no YAML mapping`,
    );
    const enabled = config.settings['enableUserWorkload'];
    demand(enabled === true, `enableUserWorkload is ${JSON.stringify(enabled) ?? 'not set'}`);

    const pods = await cluster.list(core.Pod, { namespace: NAMESPACE });
    const report = podsReport(NAMESPACE, pods, await cluster.now());

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(`enableUserWorkload: true; ${report.summary}`);
  },
);
