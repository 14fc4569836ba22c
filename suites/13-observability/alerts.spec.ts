import { alertNamespaces, alertProblems, PrometheusRule } from '../../fixtures/monitoring.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'alert rules are loaded, and none fires',
  check({
    id: 'metrics.alerts',
    requirement:
      'Every rule in the namespaces of the installation SHOULD be loaded and evaluated, and no alert about them SHOULD fire.',
    level: 'should',
    needs: ['cluster', 'metrics'],
    catches: ['alert-fires', 'alert-rule-not-loaded'],
    dependsOn: ['metrics.prometheus-reachable', 'metrics.user-workload'],
    remedy:
      'console, Observe > Alerting: read the alert’s description; oc get prometheusrule -A: one that is not loaded has an expression that is no PromQL, or a namespace that is not monitored',
    guide: 'guide#8-observability-stack',
  }),
  async ({ cluster, metrics, layout }) => {
    const namespaces = alertNamespaces(layout);
    const objects = (await cluster.list(PrometheusRule)).filter(({ metadata }) =>
      namespaces.includes(metadata.namespace ?? ''),
    );

    const loaded = await metrics.rules();

    // OpenShift always has rules of its own; who sees none of them sees no alert either.
    if (loaded.length === 0)
      inconclusive(`${metrics.url.origin} has no rule at all: give OpenShift’s own querier with --prometheus-url`);
    const problems = alertProblems(objects, loaded, namespaces);
    demand(problems.length === 0, problems.join('; '));
    const alerting = loaded.filter(({ kind }) => kind === 'alerting').length;
    const own = objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ');
    observe(`of ${alerting} alerts none fires in ${namespaces.join(', ')}; PrometheusRules there: ${own || 'none'}`);
  },
);
