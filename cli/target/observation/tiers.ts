import { parse } from 'yaml';
import { z } from 'zod';
import { LAYOUTS } from '../../../layouts/layouts.ts';
import type { Observation, SeenTierMap } from '../../../layouts/observation.ts';
import { ConfigMap } from '../../../platform/cluster/kinds/core.ts';
import { among, type Reading } from '../reading.ts';

const layouts = [...LAYOUTS.values()];
const KEYS = [...new Set(layouts.map(({ tiers }) => tiers.key))];
const NAME = layouts[0]?.tiers.configMap ?? '';

const Tier = z.looseObject({
  groups: z.array(z.string()).nullish().catch(undefined),
  rateLimit: z.unknown().optional(),
});
const TierList = z.array(z.looseObject({ ...Tier.shape, name: z.string() }));
const TierMap = z.looseObject({ tiers: z.record(z.string(), Tier) });

function tiersOf(text: string): Pick<SeenTierMap, 'format' | 'groups' | 'hasLimits'> {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    return { groups: {}, hasLimits: false };
  }
  const list = TierList.safeParse(value).data?.map((tier) => [tier.name, tier] as const);
  const tiers = list ?? Object.entries(TierMap.safeParse(value).data?.tiers ?? {});
  return {
    ...(list !== undefined ? { format: 'list' as const } : tiers.length > 0 ? { format: 'map' as const } : {}),
    groups: Object.fromEntries(tiers.map(([name, { groups }]) => [name, groups ?? []])),
    hasLimits: tiers.some(([, { rateLimit }]) => rateLimit !== undefined),
  };
}

/** The mappings of tiers to groups in these namespaces; what cannot be parsed has no tiers. */
export async function tierMaps(cluster: Reading, namespaces: readonly string[]): Promise<Observation['tierMaps']> {
  return (await among(cluster, ConfigMap, NAME, namespaces))?.map(({ namespace, object }) => {
    const keys = Object.keys(object.data ?? {});
    const key = KEYS.find((candidate) => keys.includes(candidate)) ?? '';
    return { namespace, keys, ...tiersOf(object.data?.[key] ?? '') };
  });
}
