import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { AuthPolicy, type AuthPolicyObject } from '../cluster/kinds/kuadrant.ts';
import { blocksOf } from './auth-rules.ts';

/** For how long the gateway goes by what it once learnt of a token, and who says so. */
export interface TokenMemory {
  seconds: number;
  from: string;
}

const Remembering = z.record(
  z.string(),
  z.looseObject({ cache: z.looseObject({ ttl: z.number() }).optional().catch(undefined) }).catch({}),
);

/** The longest that a policy keeps an accepted token; 0 where it keeps none. */
function secondsOf(policy: AuthPolicyObject): number {
  const rules = blocksOf(policy).flatMap((block) =>
    Object.values(Remembering.safeParse(block['authentication'] ?? {}).data ?? {}),
  );
  return Math.max(0, ...rules.map(({ cache }) => cache?.ttl ?? 0));
}

/** What the AuthPolicies beside the gateway say, the longest of them; else the layout's promise. */
export async function tokenMemory(cluster: Pick<Cluster, 'list'>, layout: Layout): Promise<TokenMemory> {
  const promised = layout.caches.authentication;
  // The one list of them all that other checks read too.
  const answer = await cluster.list(AuthPolicy);
  const all = answer.kind === 'found' ? answer.value.items : [];
  const policies = all.filter(({ metadata }) => metadata.namespace === layout.namespaces.gateway);
  const [longest] = policies
    .map((policy) => ({
      seconds: secondsOf(policy),
      from: `AuthPolicy ${policy.metadata.namespace ?? ''}/${policy.metadata.name}`,
    }))
    .sort((a, b) => b.seconds - a.seconds);
  return longest ?? { seconds: promised, from: 'the layout, since no AuthPolicy of the gateway could be read' };
}
