import { z } from 'zod';
import { type Conditioned, readCondition, unmetConditions } from './conditions.ts';
import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';

/** A policy that is attached to a Gateway or an HTTPRoute by its targetRef (Kuadrant's kinds). */
export interface AttachedPolicy extends Conditioned {
  metadata: { name: string; namespace?: string; generation?: number };
  spec?: object;
}

const TargetSpec = z.looseObject({
  targetRef: z.looseObject({ kind: z.string(), name: z.string(), sectionName: z.string().optional() }),
});
type Target = z.infer<typeof TargetSpec>['targetRef'];

const targetOf = (policy: AttachedPolicy): Target | undefined => TargetSpec.safeParse(policy.spec).data?.targetRef;

/** A targetRef names an object of the policy's own namespace. */
const names = (
  policy: AttachedPolicy,
  object: { metadata: { name: string; namespace?: string } },
  kind: string,
): boolean => {
  const target = targetOf(policy);
  return (
    target?.kind === kind &&
    target.name === object.metadata.name &&
    policy.metadata.namespace === object.metadata.namespace
  );
};

/** The policies that concern a gateway: attached to it, or to one of its routes. */
export function policiesOf<T extends AttachedPolicy>(
  policies: readonly T[],
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
): T[] {
  return policies.filter(
    (policy) => names(policy, gateway, 'Gateway') || routes.some((route) => names(policy, route, 'HTTPRoute')),
  );
}

/** Why a policy is not in force: not accepted, not enforced, stale, or overridden by another (FM-58). */
export function policyProblems(policy: AttachedPolicy): string[] {
  const overridden = readCondition(policy, 'Overridden');
  return [
    ...unmetConditions(policy, ['Accepted', 'Enforced']),
    ...(overridden.status === 'True' ? [overridden.text] : []),
  ].map((problem) => `${policy.metadata.namespace ?? ''}/${policy.metadata.name}: ${problem}`);
}

/** Routes that no policy covers: neither one of their own nor one of the whole Gateway. */
export function uncoveredRoutes(
  policies: readonly AttachedPolicy[],
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
): string[] {
  const whole = (policy: AttachedPolicy): boolean =>
    names(policy, gateway, 'Gateway') && targetOf(policy)?.sectionName === undefined;
  if (policies.some(whole)) return [];
  return routes
    .filter((route) => !policies.some((policy) => names(policy, route, 'HTTPRoute')))
    .map((route) => `${route.metadata.namespace ?? ''}/${route.metadata.name}`);
}
