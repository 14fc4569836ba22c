import type { Protection } from './authentication-policies.ts';
import type { Kind } from './cluster.ts';
import { inferenceRoutes, routesTo } from './gateway-routes.ts';
import { type GatewayObject, HTTPRoute } from './kinds/gateway-api.ts';
import type { LimitingPolicyObject } from './kinds/kuadrant.ts';
import { policyProblems, uncoveredRoutes } from './policy-coverage.ts';
import { misplacedPolicies, policiesOf, sharedTargets } from './policy-targets.ts';
import type { ClusterReader } from './reader.ts';

/**
 * Whether policies of one limiting kind are in force on every route of the gateway that leads to a model.
 * `apiService` is the Service of the management API, whose routes need no limit.
 */
export async function limitProtection(
  cluster: Pick<ClusterReader, 'list'>,
  gateway: GatewayObject,
  kind: Kind<LimitingPolicyObject>,
  apiService: string,
): Promise<Protection> {
  const routes = routesTo(gateway, await cluster.list(HTTPRoute));
  const all = await cluster.list(kind);
  const policies = policiesOf(all, gateway, routes);
  const inference = inferenceRoutes(routes, apiService);
  const { name } = gateway.metadata;
  const nothing = [
    ...(policies.length === 0 ? [`no ${kind.kind} is attached to Gateway ${name} or its routes`] : []),
    ...(inference.length === 0 ? [`no HTTPRoute of Gateway ${name} leads to a model`] : []),
  ];
  const uncovered = policies.length === 0 ? [] : uncoveredRoutes(policies, gateway, inference);
  return {
    problems: [
      ...misplacedPolicies(all, gateway, routes),
      ...nothing,
      ...policies.flatMap(policyProblems),
      ...sharedTargets(policies),
      ...uncovered.map((route) => `no ${kind.kind} covers HTTPRoute ${route}`),
    ],
    summary: `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; all ${inference.length} inference routes covered`,
  };
}
