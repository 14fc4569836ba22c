import { z } from 'zod';
import type { Observation, SeenPolicy } from '../../../layouts/observation.ts';
import type { Kind } from '../../../platform/cluster/cluster.ts';
import { type AnyObject, anyKind } from '../../../platform/cluster/kinds/base.ts';
import { policyLimits } from '../policy-limits.ts';
import { all, type Reading } from '../reading.ts';

// Any object will do: a policy that a check cannot understand is no reason not to see it.
const AuthPolicy = anyKind('AuthPolicy', 'kuadrant.io', 'v1');
const RateLimitPolicy = anyKind('RateLimitPolicy', 'kuadrant.io', 'v1');
const TokenRateLimitPolicy = anyKind('TokenRateLimitPolicy', 'kuadrant.io', 'v1alpha1');
const TelemetryPolicy = anyKind('TelemetryPolicy', 'extensions.kuadrant.io', 'v1alpha1');
const AuthorizationPolicy = anyKind('AuthorizationPolicy', 'security.istio.io', 'v1');
const KINDS: readonly Kind<AnyObject>[] = [
  AuthPolicy,
  RateLimitPolicy,
  TokenRateLimitPolicy,
  TelemetryPolicy,
  AuthorizationPolicy,
];

const Target = z.looseObject({ kind: z.string(), name: z.string() });
const Cached = z.looseObject({ cache: z.looseObject({ ttl: z.number().optional() }).optional().catch(undefined) });
const Steps = <T extends z.ZodType>(step: T) => z.record(z.string(), step).optional().catch(undefined);
const Rules = z.looseObject({
  authentication: Steps(
    z.looseObject({
      ...Cached.shape,
      kubernetesTokenReview: z
        .looseObject({ audiences: z.array(z.string()).optional() })
        .optional()
        .catch(undefined),
    }),
  ),
  metadata: Steps(
    z.looseObject({ ...Cached.shape, http: z.looseObject({ url: z.string().optional() }).optional().catch(undefined) }),
  ),
  authorization: Steps(Cached),
});
const Spec = z.looseObject({
  targetRef: Target.optional().catch(undefined),
  rules: Rules.optional().catch(undefined),
});

const firstTtl = (steps: Record<string, z.infer<typeof Cached>> | undefined): number | undefined =>
  Object.values(steps ?? {}).find(({ cache }) => cache?.ttl !== undefined)?.cache?.ttl;

function seen(kind: string, { metadata, spec }: AnyObject): SeenPolicy {
  const { targetRef, rules } = Spec.safeParse(spec ?? {}).data ?? {};
  const caches = {
    authentication: firstTtl(rules?.authentication),
    tier: firstTtl(rules?.metadata),
    authorization: firstTtl(rules?.authorization),
  };
  const kept = Object.entries(caches).flatMap(([name, ttl]) => (ttl === undefined ? [] : [[name, ttl] as const]));
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    ...(targetRef !== undefined && { target: `${targetRef.kind} ${targetRef.name}` }),
    audiences: Object.values(rules?.authentication ?? {}).flatMap(
      (step) => step.kubernetesTokenReview?.audiences ?? [],
    ),
    tierLookup: Object.values(rules?.metadata ?? {}).find(({ http }) => http?.url !== undefined)?.http?.url,
    caches: Object.fromEntries(kept),
  };
}

/** Every policy of the gateway's kinds; a kind that the cluster does not know has none. */
export async function policies(
  cluster: Reading,
  knows: (kind: Kind<unknown>) => boolean,
): Promise<Observation['policies']> {
  const lists = await Promise.all(
    KINDS.filter(knows).map(async (kind) => (await all(cluster, kind))?.map((object) => seen(kind.kind, object))),
  );
  return lists.length > 0 && lists.every((list) => list === undefined)
    ? undefined
    : lists.flatMap((list) => list ?? []);
}

export const requestLimits = async (cluster: Reading): Promise<Observation['requestLimits']> =>
  policyLimits((await all(cluster, RateLimitPolicy))?.map(({ spec }) => spec));

export const tokenLimits = async (cluster: Reading): Promise<Observation['tokenLimits']> =>
  policyLimits((await all(cluster, TokenRateLimitPolicy))?.map(({ spec }) => spec));
