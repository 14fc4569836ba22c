import { inferenceRoutes, routesTo } from './gateway-routes.ts';
import { openPolicy, selectsGateway, unprotectedPaths } from './istio-authorization.ts';
import { Pod } from './kinds/core.ts';
import { type GatewayObject, HTTPRoute, type HTTPRouteObject } from './kinds/gateway-api.ts';
import { AuthorizationPolicy } from './kinds/istio-security.ts';
import { AuthPolicy, type AuthPolicyObject } from './kinds/kuadrant.ts';
import { policyProblems, uncoveredRoutes } from './policy-coverage.ts';
import { coversWhole, misplacedPolicies, pathOf, policiesOf, sharedTargets, targets } from './policy-targets.ts';
import type { ClusterReader } from './reader.ts';

/** How a gateway is protected. It is where `problems` is empty. */
export interface Protection {
  problems: string[];
  /** For a human: the policies, and what they cover. */
  summary: string;
}

type Reader = Pick<ClusterReader, 'list'>;

/** Protection by Istio's AuthorizationPolicy: those that select the gateway's pods can refuse somebody, on every path. */
export async function istioProtection(
  cluster: Reader,
  gateway: GatewayObject,
  paths: readonly string[],
): Promise<Protection> {
  const { name, namespace } = gateway.metadata;
  const pods = await cluster.list(Pod, { namespace, labelSelector: `gateway.networking.k8s.io/gateway-name=${name}` });
  const policies = (await cluster.list(AuthorizationPolicy)).filter((policy) => selectsGateway(policy, gateway, pods));
  const open = policies.map(openPolicy).filter((problem) => problem !== undefined);
  const summary = `on the gateway: ${policies.map(({ metadata, spec }) => `${metadata.name} (${spec?.action ?? 'ALLOW'})`).join(', ')}`;
  if (policies.length === 0)
    return { problems: [`no AuthorizationPolicy selects the pods of Gateway ${name}`], summary };
  if (open.length === policies.length) return { problems: open, summary };
  const unprotected = unprotectedPaths(policies, paths);
  return { problems: unprotected.map((path) => `no rule of an AuthorizationPolicy is about ${path}`), summary };
}

const ANONYMOUS = (rules: Record<string, unknown> | undefined): boolean =>
  JSON.stringify(rules?.['authentication'] ?? {}).includes('"anonymous":');

/**
 * Policies of inference routes that win over the one of the whole gateway (FM-39). A gateway's policy yields to a route's
 * unless its rules are overrides.
 */
function replacedOnRoutes(
  policies: readonly AuthPolicyObject[],
  gateway: GatewayObject,
  inference: readonly HTTPRouteObject[],
): string[] {
  const whole = policies.find((policy) => coversWhole(policy, gateway) && policy.spec.overrides === undefined);
  if (whole === undefined) return [];
  return inference.flatMap((route) =>
    policies
      .filter((policy) => targets(policy, route, 'HTTPRoute'))
      .map((policy) => {
        const letsIn = ANONYMOUS(policy.spec.rules ?? policy.spec.defaults?.rules) ? ', and lets everybody in' : '';
        return `${pathOf(policy)} wins over ${pathOf(whole)} on HTTPRoute ${pathOf(route)}${letsIn} (FM-39)`;
      }),
  );
}

const leadsTo = (route: HTTPRouteObject, service: string): boolean =>
  (route.spec.rules ?? []).some((rule) => (rule.backendRefs ?? []).some(({ name }) => name === service));

/** Routes of the API that have no policy of their own where the gateway's asks for what only MaaS tokens have. */
function withoutOwnPolicy(policies: readonly AuthPolicyObject[], apiRoutes: readonly HTTPRouteObject[]): string[] {
  return apiRoutes
    .filter((route) => !policies.some((policy) => targets(policy, route, 'HTTPRoute')))
    .map(
      (route) => `HTTPRoute ${pathOf(route)} of the API has no AuthPolicy of its own, so OpenShift tokens are refused`,
    );
}

/** Protection by Kuadrant's AuthPolicy: all are in force where they are meant to be, and every route is covered by one. */
export async function kuadrantProtection(
  cluster: Reader,
  gateway: GatewayObject,
  apiService: string,
): Promise<Protection> {
  const routes = routesTo(gateway, await cluster.list(HTTPRoute));
  const all = await cluster.list(AuthPolicy);
  const policies = policiesOf(all, gateway, routes);
  const misplaced = misplacedPolicies(all, gateway, routes);
  const { name } = gateway.metadata;
  const summary = `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; all ${routes.length} routes covered`;
  if (policies.length === 0) {
    return { problems: [...misplaced, `no AuthPolicy is attached to Gateway ${name} or its routes (FM-21)`], summary };
  }
  const inference = inferenceRoutes(routes, apiService);
  const uncovered = uncoveredRoutes(policies, gateway, routes);
  return {
    problems: [
      ...misplaced,
      ...policies.flatMap(policyProblems),
      ...sharedTargets(policies),
      ...replacedOnRoutes(policies, gateway, inference),
      ...uncovered.map((route) => `no AuthPolicy covers HTTPRoute ${route} (FM-21)`),
      ...withoutOwnPolicy(
        policies,
        routes.filter((route) => leadsTo(route, apiService)),
      ),
    ],
    summary,
  };
}
