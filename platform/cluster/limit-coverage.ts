import type { Protection } from './authentication-policies.ts';
import type { Kind } from './cluster.ts';
import { inferenceRoutes, routesTo } from './gateway-routes.ts';
import { type GatewayObject, HTTPRoute } from './kinds/gateway-api.ts';
import type { LimitingPolicyObject } from './kinds/kuadrant.ts';
import { policyProblems, uncoveredRoutes } from './policy-coverage.ts';
import { misplacedPolicies, pathOf, policiesOf, sharedTargets, waitingPolicies } from './policy-targets.ts';
import type { ClusterReader } from './reader.ts';

/**
 * Whether policies of one limiting kind are in force on every route of the gateway that leads to a model.
 * @param apiService the Service of the management API, whose routes need no limit
 * @param noModelsYet why no model need be there yet; undefined where models are due
 * @returns with `notYet` where the policies wait for the first model, so that nothing can be judged
 */
export async function limitProtection(
  cluster: Pick<ClusterReader, 'list'>,
  gateway: GatewayObject,
  kind: Kind<LimitingPolicyObject>,
  { apiService, noModelsYet }: { apiService: string; noModelsYet: () => Promise<string | undefined> },
): Promise<Protection & { notYet?: string }> {
  const allRoutes = await cluster.list(HTTPRoute);
  const routes = routesTo(gateway, allRoutes);
  const all = await cluster.list(kind);
  const policies = policiesOf(all, gateway, routes);
  const inference = inferenceRoutes(routes, apiService);
  const { name } = gateway.metadata;
  const excuse = inference.length === 0 ? await noModelsYet() : undefined;
  const waiting = policies.length === 0 && excuse !== undefined ? waitingPolicies(all, allRoutes) : [];
  const nothing = [
    ...(policies.length + waiting.length === 0 ? [`no ${kind.kind} is attached to Gateway ${name} or its routes`] : []),
    ...(inference.length === 0 && excuse === undefined ? [`no HTTPRoute of Gateway ${name} leads to a model`] : []),
  ];
  const uncovered = policies.length === 0 ? [] : uncoveredRoutes(policies, gateway, inference);
  const covered = excuse ?? `all ${inference.length} inference routes covered`;
  return {
    problems: [
      ...misplacedPolicies(all, gateway, routes),
      ...nothing,
      ...policies.flatMap(policyProblems),
      ...sharedTargets(policies),
      ...uncovered.map((route) => `no ${kind.kind} covers HTTPRoute ${route}`),
    ],
    summary: `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; ${covered}`,
    ...(waiting.length > 0 && {
      notYet: `${waiting.map(pathOf).join(', ')}: the route that it is for is not there; ${excuse}`,
    }),
  };
}
