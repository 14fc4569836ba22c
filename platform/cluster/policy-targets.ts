import { z } from 'zod';
import { type Conditioned, readCondition } from './conditions.ts';
import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';

/** A policy that is attached to a Gateway or an HTTPRoute by its targetRef (Kuadrant's kinds). */
export interface AttachedPolicy extends Conditioned {
  kind?: string;
  metadata: { name: string; namespace?: string; generation?: number };
  spec?: object;
}

const TargetSpec = z.looseObject({
  targetRef: z.looseObject({ kind: z.string(), name: z.string(), sectionName: z.string().optional() }),
});
type Target = z.infer<typeof TargetSpec>['targetRef'];
type Named = { metadata: { name: string; namespace?: string } };

const Block = z
  .looseObject({ strategy: z.string().optional().catch(undefined) })
  .optional()
  .catch(undefined);
const Strategies = z.looseObject({ defaults: Block, overrides: Block });

/** What a policy's targetRef names; undefined where it names nothing. */
const targetOf = (policy: AttachedPolicy): Target | undefined => TargetSpec.safeParse(policy.spec).data?.targetRef;

/** `namespace/name`. */
export const pathOf = ({ metadata: { name, namespace } }: Named): string => `${namespace ?? ''}/${name}`;

const namesLike = (policy: AttachedPolicy, object: Named, kind: string): boolean => {
  const target = targetOf(policy);
  return target?.kind === kind && target.name === object.metadata.name;
};

/** Whether a policy is attached to an object: a targetRef names an object of the policy's own namespace. */
export const targets = (policy: AttachedPolicy, object: Named, kind: 'Gateway' | 'HTTPRoute'): boolean =>
  namesLike(policy, object, kind) && policy.metadata.namespace === object.metadata.namespace;

/** Whether a policy is attached to the Gateway as a whole, not to one of its listeners. */
export const coversWhole = (policy: AttachedPolicy, gateway: GatewayObject): boolean =>
  targets(policy, gateway, 'Gateway') && targetOf(policy)?.sectionName === undefined;

/** The policies that concern a gateway: attached to it, or to one of its routes. */
export function policiesOf<T extends AttachedPolicy>(
  policies: readonly T[],
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
): T[] {
  return policies.filter(
    (policy) => targets(policy, gateway, 'Gateway') || routes.some((route) => targets(policy, route, 'HTTPRoute')),
  );
}

/**
 * Policies that name the gateway or a route of it from a namespace that has no such object, and so protect nothing
 * (FM-20). One that its controller accepted has a namesake beside it, and is none of the gateway's business.
 */
export function misplacedPolicies(
  policies: readonly AttachedPolicy[],
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
): string[] {
  const meant = (policy: AttachedPolicy): Named | undefined =>
    namesLike(policy, gateway, 'Gateway') ? gateway : routes.find((route) => namesLike(policy, route, 'HTTPRoute'));
  return policies.flatMap((policy) => {
    const object = meant(policy);
    const accepted = readCondition(policy, 'Accepted');
    if (object === undefined || object.metadata.namespace === policy.metadata.namespace || accepted.holds) return [];
    return [
      `${pathOf(policy)} targets ${targetOf(policy)?.kind} ${object.metadata.name} of its own namespace, which is in ${object.metadata.namespace}: ${accepted.text} (FM-20)`,
    ];
  });
}

/** Policies that wait for a route which exists in no namespace yet. */
export const waitingPolicies = <T extends AttachedPolicy>(
  policies: readonly T[],
  routes: readonly HTTPRouteObject[],
): T[] =>
  policies.filter(
    (policy) =>
      targetOf(policy)?.kind === 'HTTPRoute' && !routes.some((route) => namesLike(policy, route, 'HTTPRoute')),
  );

const merges = (policy: AttachedPolicy): boolean => {
  const spec = Strategies.safeParse(policy.spec).data;
  return spec?.defaults?.strategy === 'merge' || spec?.overrides?.strategy === 'merge';
};

/** Policies of one kind on one target, of which only one counts (FM-58); those that ask to be merged are no problem. */
export function sharedTargets(policies: readonly AttachedPolicy[]): string[] {
  const byTarget = Map.groupBy(policies, (policy) => {
    const target = targetOf(policy);
    return `${target?.kind} ${policy.metadata.namespace ?? ''}/${target?.name}${target?.sectionName === undefined ? '' : `#${target.sectionName}`}`;
  });
  return [...byTarget].flatMap(([target, same]) =>
    same.length > 1 && !same.every(merges)
      ? [`${same.map(pathOf).join(' and ')} have one target, ${target}: only one of them counts (FM-58)`]
      : [],
  );
}
