import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { plainValue } from '../yaml-values.ts';

/** A tier, and the groups whose members are in it. */
export interface MappedTier {
  name: string;
  groups: string[];
  /** The highest level wins for a user in several tiers; absent in the `map` format. */
  level?: number;
  /** As people see it; the name where absent. */
  displayName?: string;
}

/** A tier mapping as read. It is good where `problems` is empty. */
export interface TierMapping {
  tiers: MappedTier[];
  problems: string[];
}

const Groups = z.array(z.string()).nullish();
const ListFormat = z.array(
  z.looseObject({
    name: z.string().nullish(),
    displayName: z.string().nullish(),
    level: z.number().optional(),
    groups: Groups,
  }),
);
const MapFormat = z.looseObject({ tiers: z.record(z.string(), z.looseObject({ groups: Groups })) });

const FORMAT_NAMES = {
  list: 'a list of tiers, each with a name and groups',
  map: 'a map "tiers" from names to groups',
} as const;

/** Whose format it is, for somebody who followed the other's documentation. */
const FORMAT_OF = { list: 'the release v0.0.2', map: 'the guide' } as const;

type Format = Layout['tiers']['format'];

function entries(value: unknown, format: Format): MappedTier[] | undefined {
  if (format === 'list') {
    const list = ListFormat.safeParse(value).data;
    return list?.map(({ name, displayName, level, groups }) => ({
      name: name ?? '',
      displayName: displayName ?? undefined,
      level: level ?? 0,
      groups: groups ?? [],
    }));
  }
  const map = MapFormat.safeParse(value).data;
  if (map === undefined) return undefined;
  return Object.entries(map.tiers).map(([name, { groups }]) => ({ name, groups: groups ?? [] }));
}

/** Reads the mapping's text. YAML errors, among them a name given twice in a map, are problems, not exceptions. */
function parseMapping(text: string, format: Format): { tiers: MappedTier[]; problem?: string } {
  const read = plainValue(parseDocument(text));
  if ('problem' in read) return { tiers: [], problem: `it is not valid YAML: ${read.problem}` };
  const { value } = read;
  const tiers = entries(value, format);
  if (tiers !== undefined) return { tiers };
  const other = format === 'list' ? 'map' : 'list';
  const seen =
    entries(value, other) === undefined
      ? 'something else'
      : `${FORMAT_NAMES[other]}, the format of ${FORMAT_OF[other]}`;
  return { tiers: [], problem: `this release reads ${FORMAT_NAMES[format]}, and it holds ${seen} (FM-37)` };
}

const isBlank = (text: string): boolean => text.trim() === '';

/** An empty display name stands for the name; blanks are refused by the release, and every mint with them. */
const hasBlankDisplayName = ({ displayName }: MappedTier): boolean =>
  displayName !== undefined && displayName !== '' && isBlank(displayName);

function tierProblems(tiers: readonly MappedTier[], promised: readonly string[]): string[] {
  const names = tiers.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const emptyGroups = tiers.filter(({ groups }) => groups.length === 0 || groups.some(isBlank));
  const missing = promised.filter((name) => !names.includes(name));
  return [
    ...(names.some(isBlank) ? ['a tier has an empty name'] : []),
    ...tiers.filter(hasBlankDisplayName).map(({ name }) => `tier ${name} has a display name of blanks only`),
    ...twice.filter((name) => !isBlank(name)).map((name) => `tier ${name} is named twice`),
    ...(missing.length > 0 ? [`tiers without an entry: ${missing.join(', ')}`] : []),
    ...emptyGroups.map(({ name }) => `tier ${name} has no group, or an empty one`),
  ];
}

/** The promised tiers must have rising levels: with equal ones the file's order decides a user's tier. */
function levelProblems(tiers: readonly MappedTier[], promised: readonly string[]): string[] {
  const levels = promised.flatMap((name) => tiers.find((tier) => tier.name === name) ?? []);
  return levels.slice(1).flatMap((tier, index) => {
    const below = levels[index];
    if (below?.level === undefined || tier.level === undefined || tier.level > below.level) return [];
    return [`tier ${tier.name} has level ${tier.level}, not above ${below.name} (${below.level})`];
  });
}

/** Reads a tier mapping from the data of its ConfigMap, in the format of the layout. */
export function readTierMapping(data: Record<string, string> | undefined, wanted: Layout['tiers']): TierMapping {
  const text = data?.[wanted.key];
  if (text === undefined) {
    const keys = Object.keys(data ?? {});
    return { tiers: [], problems: [`it has no key ${wanted.key} (its keys: ${keys.join(', ') || 'none'})`] };
  }
  const { tiers, problem } = parseMapping(text, wanted.format);
  if (problem !== undefined) return { tiers, problems: [`key ${wanted.key}: ${problem}`] };
  return { tiers, problems: [...tierProblems(tiers, wanted.names), ...levelProblems(tiers, wanted.names)] };
}
