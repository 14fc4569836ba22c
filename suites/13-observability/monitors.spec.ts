import { isPodOf, monitorReports, scrapedWorkloads } from '../../fixtures/monitoring.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'monitors select what they should scrape',
  check({
    id: 'metrics.monitors',
    requirement:
      'Each workload that exposes metrics MUST be selected by a ServiceMonitor or PodMonitor, and every monitor beside it MUST select live objects with the port it names.',
    level: 'must',
    needs: ['cluster'],
    catches: ['monitor-missing', 'monitor-selects-nothing', 'monitor-port-unknown'],
    dependsOn: ['maas.limitador-ready', 'maas.authorino-ready', 'maas.gateway-workload-ready'],
    remedy:
      'oc get servicemonitor,podmonitor -A -o yaml: compare spec.selector with the labels of the Services and pods, and the endpoints’ port with their port names (FM-66)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ cluster, layout }) => {
    const workloads = scrapedWorkloads(layout);

    const reports = await monitorReports(cluster, [...new Set(workloads.flatMap(({ namespaces }) => namespaces))]);

    const unselected = workloads
      .filter((workload) => !reports.some(({ pods }) => pods.some((pod) => isPodOf(workload, pod))))
      .map(({ name, namespaces }) => `no monitor leads to the pods of ${name} (in ${namespaces.join(' or ')})`);
    const problems = [...reports.flatMap((report) => report.problems), ...unselected];
    demand(problems.length === 0, problems.join('; '));
    observe(`${reports.length} monitors lead to ${workloads.map(({ name }) => name).join(', ')}`);
  },
);
