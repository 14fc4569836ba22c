import { HTTPRoute, inferenceRoutes, maasGateway, routesTo } from '../../fixtures/gateway-api.ts';
import { policiesOf, policyProblems, RateLimitPolicy, uncoveredRoutes } from '../../fixtures/policies.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'request limits are in force',
  check({
    id: 'maas.rate-limit-policies',
    requirement:
      'Every inference route MUST be covered by a RateLimitPolicy that is Accepted and Enforced for its current generation, and overridden by none.',
    level: 'must',
    needs: ['cluster'],
    catches: ['rate-limit-policy-missing', 'rate-limit-policy-not-enforced', 'rate-limit-policy-overridden'],
    dependsOn: ['operators.connectivity-link', 'maas.limitador-ready', 'maas.gateway-programmed'],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: expect Accepted and Enforced True; MissingDependency goes away by restarting kuadrant-operator-controller-manager, Overridden by merging two policies of one target',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const routes = routesTo(gateway, await cluster.list(HTTPRoute));
    const policies = policiesOf(await cluster.list(RateLimitPolicy), gateway, routes);
    demand(policies.length > 0, `no RateLimitPolicy is attached to Gateway ${gateway.metadata.name} or its routes`);
    const inference = inferenceRoutes(routes, layout.workloads.api.name);
    demand(inference.length > 0, `no HTTPRoute of Gateway ${gateway.metadata.name} leads to a model`);

    const uncovered = uncoveredRoutes(policies, gateway, inference);
    const problems = [
      ...policies.flatMap(policyProblems),
      ...uncovered.map((route) => `no RateLimitPolicy covers HTTPRoute ${route}`),
    ];

    demand(problems.length === 0, problems.join('; '));
    observe(
      `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; all ${inference.length} inference routes covered`,
    );
  },
);
