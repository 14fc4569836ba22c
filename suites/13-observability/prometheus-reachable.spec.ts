import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'Prometheus answers queries',
  check({
    id: 'metrics.prometheus-reachable',
    requirement:
      'Prometheus MUST answer queries, at the URL given, at the Route of OpenShift’s monitoring, or in a pod of it by a port-forward.',
    level: 'must',
    needs: ['metrics'],
    catches: ['prometheus-not-ready', 'prometheus-behind-login'],
    remedy:
      'oc -n openshift-monitoring get route,pods: expect Ready thanos-querier and prometheus pods; curl "<url>/api/v1/query?query=vector(1)" must answer JSON with status success',
    guide: 'debugging#prometheus',
  }),
  async ({ metrics }) => {
    const trouble = await metrics.trouble();

    demand(trouble === undefined, `${trouble}`);
    observe(`${metrics.url.origin} answers queries, reached by ${metrics.reachedBy}`);
  },
);
