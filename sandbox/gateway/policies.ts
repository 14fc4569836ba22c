import { z } from 'zod';
import { MAAS_AUDIENCE } from '../maas-api/issue.ts';
import type { KubeObject } from '../object.ts';
import type { World } from '../world.ts';

/** Which requests need a token, as far as the cluster's policies say so: without the policy the way is open (FM-21). */
export interface AuthenticationPolicies {
  inference: boolean;
  management: boolean;
  /** Audiences that a token for the management API may have. */
  managementAudiences: string[];
  inferenceAudiences: string[];
  /** For how long a token that was accepted for inference is remembered, in milliseconds; 0: not at all. */
  inferenceMemoryMs: number;
}

const Policy = z.looseObject({
  targetRef: z.looseObject({ kind: z.string(), name: z.string() }).optional(),
  rules: z
    .looseObject({
      authentication: z
        .record(
          z.string(),
          z.looseObject({
            kubernetesTokenReview: z.looseObject({ audiences: z.array(z.string()) }).optional(),
            cache: z.looseObject({ ttl: z.number() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

function audiencesOf(policy: KubeObject | undefined, fallback: string[]): string[] {
  const spec = Policy.safeParse(policy?.['spec']);
  if (!spec.success) return fallback;
  const { rules } = spec.data;
  const named = Object.values(rules?.authentication ?? {}).flatMap(
    (rule) => rule.kubernetesTokenReview?.audiences ?? [],
  );
  return named.length === 0 ? fallback : named;
}

/** Authorino remembers nothing unless the policy says so. */
function memoryOf(policy: KubeObject | undefined): number {
  const rules = Policy.safeParse(policy?.['spec']).data?.rules?.authentication ?? {};
  return Math.max(0, ...Object.values(rules).map(({ cache }) => (cache?.ttl ?? 0) * 1000));
}

/** Reads the policies anew, so that one deleted or edited counts at once. */
export function authenticationPolicies(world: World): AuthenticationPolicies {
  const { gateway: behaviour } = world.behaviour;
  const policies = world.objects.all('AuthPolicy');
  // A targetRef names an object of the policy's own namespace: a policy elsewhere protects nothing (FM-20).
  const targeting = (kind: string, wanted: string): KubeObject | undefined =>
    policies.find((policy) => {
      const target = Policy.safeParse(policy['spec']).data?.targetRef;
      return (
        target?.kind === kind &&
        target.name === wanted &&
        world.objects.all(kind, policy.metadata.namespace).some(({ metadata }) => metadata.name === wanted)
      );
    });
  const fallback = { management: [world.tokens.issuer, MAAS_AUDIENCE], inference: [MAAS_AUDIENCE] };
  if (world.installation === 'guide') {
    // The guide names Istio's kind; its one policy, or Kuadrant's in its place, covers both paths.
    const any = policies.length + world.objects.all('AuthorizationPolicy').length > 0;
    return {
      inference: any && !behaviour.inferenceOpen,
      management: any && !behaviour.managementOpen,
      managementAudiences: [world.tokens.issuer],
      inferenceAudiences: [MAAS_AUDIENCE],
      inferenceMemoryMs: 0,
    };
  }
  const [api, gateway] = [targeting('HTTPRoute', 'maas-api-route'), targeting('Gateway', 'maas-default-gateway')];
  return {
    inference: gateway !== undefined && !behaviour.inferenceOpen,
    management: api !== undefined && !behaviour.managementOpen,
    managementAudiences: audiencesOf(api, fallback.management),
    inferenceAudiences: audiencesOf(gateway, fallback.inference),
    inferenceMemoryMs: behaviour.tokensRememberedMs ?? memoryOf(gateway),
  };
}
