import { HTTPRoute, maasGateway, routesTo } from '../../fixtures/gateway-api.ts';
import { TelemetryPolicy, telemetry } from '../../fixtures/policies.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the limiter’s metrics are given their labels',
  check({
    id: 'maas.telemetry-policy',
    requirement:
      'A TelemetryPolicy SHOULD be attached to the gateway, Accepted and Enforced for its current generation, and give the limiter’s metrics the labels of the layout.',
    level: 'should',
    needs: ['cluster'],
    catches: ['telemetry-policy-missing', 'telemetry-policy-not-enforced', 'telemetry-policy-without-tier'],
    dependsOn: ['maas.kuadrant-ready', 'maas.gateway-programmed'],
    remedy:
      'oc get telemetrypolicy -n openshift-ingress -o yaml: expect Accepted and Enforced True; where it is missing, oc apply -k deployment/base/observability of the release',
    guide: 'release#observability',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const routes = routesTo(gateway, await cluster.list(HTTPRoute));
    const policies = await cluster.list(TelemetryPolicy);

    const { problems, summary } = telemetry(policies, gateway, routes, layout.policies.telemetryLabels);

    demand(problems.length === 0, problems.join('; '));
    observe(summary);
  },
);
