import { parse } from 'yaml';
import { z } from 'zod';
import type { ObjectStore } from '../object.ts';
import type { InstallationName } from '../world.ts';

export interface Tier {
  name: string;
  displayName: string;
  /** Higher wins. */
  level: number;
  groups: string[];
}

/** The tier mapping is missing or cannot be used; the release answers 500 to every mint and lookup then (FM-37). */
export class TierMappingError extends Error {
  override name = 'TierMappingError';
}

const TIER_MAP = 'tier-to-group-mapping';
/** The service accounts of a tier live in `<instance>-tier-<tier>`. */
export const INSTANCE = 'maas-default-gateway';

const GuideMapping = z.object({
  tiers: z.record(
    z.string(),
    z.object({
      groups: z.array(z.string()).min(1),
      rateLimit: z.object({ requestsPerMinute: z.number().positive() }).optional(),
    }),
  ),
});

const ReleaseMapping = z
  .array(
    z.object({
      name: z.string().trim().min(1),
      displayName: z
        .string()
        .refine((text) => text === '' || text.trim() !== '')
        .optional(),
      description: z.string().optional(),
      level: z.number().optional(),
      groups: z.array(z.string()).default([]),
    }),
  )
  .refine((tiers) => new Set(tiers.map(({ name }) => name)).size === tiers.length, 'duplicate tier name');

function mappingText(objects: ObjectStore, key: string): string {
  const map = objects.all('ConfigMap').find(({ metadata }) => metadata.name === TIER_MAP);
  const text: unknown = map?.['data']?.[key];
  if (typeof text !== 'string') throw new TierMappingError(`ConfigMap ${TIER_MAP} has no key ${key}`);
  return text;
}

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw new TierMappingError(`ConfigMap ${TIER_MAP} is no YAML`);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new TierMappingError(`ConfigMap ${TIER_MAP} does not have the expected form`);
  return result.data;
}

/** The tiers as the ConfigMap has them now. Throws a TierMappingError. */
export function tiers(objects: ObjectStore, installation: InstallationName): Tier[] {
  if (installation === 'guide') {
    const mapping = parsed(GuideMapping, mappingText(objects, 'mapping.yaml'));
    return Object.entries(mapping.tiers).map(([name, { groups, rateLimit }]) => ({
      name,
      displayName: name,
      level: rateLimit?.requestsPerMinute ?? 0,
      groups,
    }));
  }
  return parsed(ReleaseMapping, mappingText(objects, 'tiers')).map(({ name, displayName, level, groups }) => ({
    name,
    displayName: displayName || name,
    level: level ?? 0,
    groups: [...groups, `system:serviceaccounts:${INSTANCE}-tier-${name}`],
  }));
}

/** The highest tier that one of the groups belongs to; of equal levels the first in the file. */
export function tierOf(all: Tier[], groups: string[]): Tier | undefined {
  return all
    .filter((tier) => tier.groups.some((group) => groups.includes(group)))
    .reduce<Tier | undefined>((best, tier) => (best === undefined || tier.level > best.level ? tier : best), undefined);
}
