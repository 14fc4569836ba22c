import { HTTPRoute, inferenceRoutes, maasGateway, routesTo } from '../../fixtures/gateway-api.ts';
import { policiesOf, policyProblems, TokenRateLimitPolicy, uncoveredRoutes } from '../../fixtures/policies.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'token limits are in force',
  check({
    id: 'maas.token-limit-policies',
    requirement:
      'Every inference route MUST be covered by a TokenRateLimitPolicy that is Accepted and Enforced for its current generation, and overridden by none.',
    level: 'must',
    needs: ['cluster'],
    catches: ['token-limit-policy-missing', 'token-limit-policy-not-enforced'],
    dependsOn: ['operators.connectivity-link', 'maas.limitador-ready', 'maas.gateway-programmed'],
    remedy:
      'oc get tokenratelimitpolicy -A -o yaml: expect Accepted and Enforced True; without one, apply the release’s usage policies',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const routes = routesTo(gateway, await cluster.list(HTTPRoute));
    const policies = policiesOf(await cluster.list(TokenRateLimitPolicy), gateway, routes);
    demand(
      policies.length > 0,
      `no TokenRateLimitPolicy is attached to Gateway ${gateway.metadata.name} or its routes`,
    );
    const inference = inferenceRoutes(routes, layout.workloads.api.name);
    demand(inference.length > 0, `no HTTPRoute of Gateway ${gateway.metadata.name} leads to a model`);

    const uncovered = uncoveredRoutes(policies, gateway, inference);
    const problems = [
      ...policies.flatMap(policyProblems),
      ...uncovered.map((route) => `no TokenRateLimitPolicy covers HTTPRoute ${route}`),
    ];

    demand(problems.length === 0, problems.join('; '));
    observe(
      `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; all ${inference.length} inference routes covered`,
    );
  },
);
