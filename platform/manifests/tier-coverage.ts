import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { RateLimitPolicy, TokenRateLimitPolicy } from '../cluster/kinds/kuadrant.ts';
import { uncovered, untold } from '../limits/lint.ts';
import { limitsOfPolicy } from '../limits/policies.ts';
import { readTierMapping } from '../tiers/mapping.ts';

const ConfigMap = z.looseObject({
  kind: z.literal('ConfigMap'),
  metadata: z.looseObject({ name: z.string() }),
  data: z.record(z.string(), z.string()).optional(),
});

/**
 * Where a tier mapping and limits of a kind are among the objects: tiers that no limit of that kind is for, and limits for
 * tiers that the mapping lacks, each as a sentence. What only a cluster has is not missed.
 */
export function tierCoverageProblems(documents: readonly unknown[], layout: Layout): string[] {
  const tiers = documents.flatMap((document) => {
    const map = ConfigMap.safeParse(document).data;
    if (map?.metadata.name !== layout.tiers.configMap) return [];
    return readTierMapping(map.data, layout.tiers).tiers.map(({ name }) => name);
  });
  if (tiers.length === 0) return [];
  return [RateLimitPolicy, TokenRateLimitPolicy].flatMap(({ kind, schema }) => {
    const own = documents.filter((document) => z.looseObject({ kind: z.literal(kind) }).safeParse(document).success);
    const entries = own.flatMap((document) => {
      const policy = schema.safeParse(document).data;
      return policy === undefined ? [] : limitsOfPolicy(policy);
    });
    if (entries.length === 0) return [];
    // One whose predicate cannot be read may be for anybody.
    const unlimited = untold(entries).length > 0 ? [] : [...new Set(uncovered(entries, tiers))];
    const unknown = entries.flatMap(({ policy, name, tiers: wanted }) =>
      wanted
        .filter((tier) => !tiers.includes(tier))
        .map((tier) => `${kind} ${policy}: limit ${name} is for tier ${tier}, which the tier mapping lacks`),
    );
    return [...unlimited.map((tier) => `tier ${tier} is mapped, and no ${kind} limits it`), ...new Set(unknown)];
  });
}
