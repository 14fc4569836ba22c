import { readCondition, troublesReported } from './conditions.ts';
import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';
import { type AttachedPolicy, coversWhole, pathOf, targets } from './policy-targets.ts';

/** What a controller says of a policy that it puts into force. */
const IN_FORCE = ['Accepted', 'Enforced'];

/**
 * What to think of a condition that does not hold. `TargetNotFound` of a policy whose target is there tells of the past:
 * its controller has not looked again (FM-40).
 */
function complaint(policy: AttachedPolicy, type: string): string[] {
  const { holds, text, reason, since } = readCondition(policy, type);
  if (holds) return [];
  const age = since === undefined ? '' : `, so since ${since}`;
  const outdated =
    reason === 'TargetNotFound'
      ? '; its target is there, so this is left from before: annotate the policy, and its controller looks again (FM-40)'
      : '';
  return [`${text}${age}${outdated}`];
}

/**
 * Why a policy whose target exists is not in force: not accepted, not enforced, stale (FM-38), or overridden by another
 * (FM-58).
 */
export function policyProblems(policy: AttachedPolicy): string[] {
  return [...IN_FORCE.flatMap((type) => complaint(policy, type)), ...troublesReported(policy, ['Overridden'])].map(
    (problem) => `${pathOf(policy)}: ${problem}`,
  );
}

/** Routes that no policy covers: neither one of their own nor one of the whole Gateway. */
export function uncoveredRoutes(
  policies: readonly AttachedPolicy[],
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
): string[] {
  if (policies.some((policy) => coversWhole(policy, gateway))) return [];
  return routes.filter((route) => !policies.some((policy) => targets(policy, route, 'HTTPRoute'))).map(pathOf);
}
