import type { Layout } from '../../layouts/layout.ts';
import type { Answer, Cluster, Kind } from '../cluster/cluster.ts';
import { routesTo } from '../cluster/gateway-routes.ts';
import { ConfigMap } from '../cluster/kinds/core.ts';
import { Gateway, HTTPRoute } from '../cluster/kinds/gateway-api.ts';
import { type LimitingPolicyObject, RateLimitPolicy, TokenRateLimitPolicy } from '../cluster/kinds/kuadrant.ts';
import { canI } from '../cluster/permission-text.ts';
import { policiesOf } from '../cluster/policy-targets.ts';
import { type MappedTier, readTierMapping } from '../tiers/mapping.ts';
import { subjectOf } from './subject.ts';
import { rateWindowMs } from './window.ts';

/** So many requests (or tokens) in a window that starts at the first one. */
export interface TierLimit {
  limit: number;
  windowSeconds: number;
  /** The same in milliseconds. */
  windowMs: number;
}

/** What bites a tier first, and the longer windows that bite later: more requests, in more time. */
interface TierLimits extends TierLimit {
  /** By their length; none where one window is all. */
  further: TierLimit[];
}

/** One rate of one limit of a policy. */
export interface PolicyLimit extends TierLimit {
  /** The limit's name in the policy. */
  name: string;
  /** `policy namespace/name`. */
  policy: string;
  /** What a request must be for the limit to apply, as written; sorted and joined. */
  predicate: string;
  /** Tiers that the predicates name; empty where the limit applies whatever the tier. */
  tiers: string[];
  /** Groups that the predicates name: the limit applies to the tiers that they map to. */
  groups: string[];
  /** true: the predicates ask for something else of the caller, so that nobody can tell for whom the limit is. */
  unclear: boolean;
}

/** What each tier may do, and who says so. */
export interface Limits {
  byTier: ReadonlyMap<string, TierLimits>;
  /** Every rate that was read; empty where the layout's promise stands in. */
  entries: PolicyLimit[];
  /** `policy namespace/name` (several joined), or `layout` with the reason. */
  from: string;
  /** Present where the policies could not be read: the promise then stands in for what nobody knows. */
  unread?: string;
  /** Present where a limit is for callers whom its predicate does not tell by tier or group: it is left out. */
  unclear?: string;
}

/** Every rate of a policy. A rate whose window cannot be read is left out, and named by `unreadableWindows`. */
export function limitsOfPolicy(policy: LimitingPolicyObject): PolicyLimit[] {
  return ratesOf(policy).flatMap(({ rate, windowMs, ...limit }) =>
    windowMs === undefined ? [] : [{ ...limit, limit: rate.limit, windowMs, windowSeconds: windowMs / 1_000 }],
  );
}

/** Rates whose window is in no known unit: such a limit cannot be judged. */
export function unreadableWindows(policy: LimitingPolicyObject): string[] {
  return ratesOf(policy)
    .filter(({ windowMs }) => windowMs === undefined)
    .map(
      ({ policy: path, name, rate }) =>
        `${path}, limit ${name}: window ${rate.window ?? `${rate.duration} ${rate.unit}`}`,
    );
}

function ratesOf(policy: LimitingPolicyObject) {
  const { limits, defaults, overrides } = policy.spec;
  const path = `policy ${policy.metadata.namespace ?? ''}/${policy.metadata.name}`;
  return Object.entries(limits ?? overrides?.limits ?? defaults?.limits ?? {}).flatMap(([name, { rates, when }]) => {
    const predicates = when.flatMap(({ predicate }) => predicate ?? []).sort();
    const predicate = predicates.join(' && ');
    const subject = subjectOf(predicates);
    return rates.map((rate) => ({
      name,
      policy: path,
      predicate,
      ...subject,
      rate,
      windowMs: rateWindowMs(rate),
    }));
  });
}

/** The limit that bites first: the one that admits the fewest, and of equal ones the one with the longest window. */
function strictest(limits: readonly PolicyLimit[]): PolicyLimit | undefined {
  return [...limits].sort((a, b) => a.limit - b.limit || b.windowMs - a.windowMs)[0];
}

/** Whether a limit is for callers of a tier: it names the tier, or nobody in particular. */
export const isFor = (entry: PolicyLimit, tier: string): boolean =>
  !entry.unclear && (entry.tiers.includes(tier) || (entry.tiers.length === 0 && entry.groups.length === 0));

/**
 * The windows that a caller can meet beside the first: only a longer one can still be full when that one is over. Of one
 * length the least counts; one that allows what a shorter one allows less of is all that matters of both.
 */
function furtherThan(first: TierLimit, limits: readonly TierLimit[]): TierLimit[] {
  const longer = limits.filter(({ windowMs }) => windowMs > first.windowMs);
  return longer
    .filter((one) => !longer.some((other) => other.windowMs >= one.windowMs && other.limit < one.limit))
    .map(({ limit, windowMs, windowSeconds }) => ({ limit, windowMs, windowSeconds }))
    .filter((one, index, all) => all.findIndex(({ windowMs }) => windowMs === one.windowMs) === index)
    .sort((a, b) => a.windowMs - b.windowMs);
}

/** The limits of each of these tiers; a tier that no limit names is left out, unless one applies to everybody. */
export function limitsByTier(entries: readonly PolicyLimit[], tiers: readonly string[]): Map<string, TierLimits> {
  const found = tiers.flatMap((tier): [string, TierLimits][] => {
    const all = entries.filter((entry) => isFor(entry, tier));
    const own = strictest(all);
    if (own === undefined) return [];
    const { limit, windowSeconds, windowMs } = own;
    return [[tier, { limit, windowSeconds, windowMs, further: furtherThan(own, all) }]];
  });
  return new Map(found);
}

type Measure = 'requests' | 'tokens';
const KINDS: Record<Measure, Kind<LimitingPolicyObject>> = { requests: RateLimitPolicy, tokens: TokenRateLimitPolicy };

/** What the layout promises, where the cluster does not say. */
function promised(layout: Layout, measure: Measure, why: string): Limits {
  const entries = Object.entries(layout.limits[measure] ?? {});
  const byTier = new Map(
    entries.map(([tier, limit]) => [tier, { ...limit, windowMs: limit.windowSeconds * 1_000, further: [] }]),
  );
  return { byTier, entries: [], from: `layout (${why})` };
}

/** Why a list could not be read; undefined where the answer is an answer. */
function whyUnread(answer: Answer<unknown>): string | undefined {
  if (answer.kind === 'forbidden') return `the policies cannot be read; missing permission: ${canI(answer.permission)}`;
  return answer.kind === 'unreachable' ? `the policies cannot be read: ${answer.reason}` : undefined;
}

/** Reads what limits a measure: the policies of the MaaS gateway and its routes, else the layout's promise. */
export async function readLimits(cluster: Cluster, layout: Layout, measure: Measure): Promise<Limits> {
  const answer = await cluster.list(KINDS[measure]);
  const unread = whyUnread(answer);
  if (unread !== undefined) return { ...promised(layout, measure, unread), unread };
  if (answer.kind !== 'found') return promised(layout, measure, 'the cluster does not know these policies');
  const policies = answer.value.items;
  const gateway = await cluster.get(Gateway, layout.gateway.name, layout.namespaces.gateway);
  const routes = await cluster.list(HTTPRoute);
  const attached =
    gateway.kind === 'found'
      ? policiesOf(policies, gateway.value, routes.kind === 'found' ? routesTo(gateway.value, routes.value.items) : [])
      : policies;
  const entries = await withTiersOfGroups(cluster, layout, attached.flatMap(limitsOfPolicy));
  if (entries.length === 0) return promised(layout, measure, 'no policy of the gateway limits it');
  const from = [...new Set(entries.map((entry) => entry.policy))].join(', ');
  const doubtful = entries
    .filter(({ unclear }) => unclear)
    .map(({ policy, name, predicate }) => `${policy}, limit ${name}: ${predicate}`);
  const unclear = doubtful.length === 0 ? undefined : doubtful.join('; ');
  return { byTier: limitsByTier(entries, layout.tiers.names), entries, from, unclear };
}

/** Limits for groups as limits for the tiers that the groups map to; unclear where the mapping does not say. */
async function withTiersOfGroups(cluster: Cluster, layout: Layout, entries: PolicyLimit[]): Promise<PolicyLimit[]> {
  if (entries.every(({ groups }) => groups.length === 0)) return entries;
  return forTiersOfGroups(entries, await mappedTiers(cluster, layout));
}

/** The same, for a mapping that is known. */
export function forTiersOfGroups(entries: readonly PolicyLimit[], mapped: readonly MappedTier[]): PolicyLimit[] {
  return entries.map((entry) => {
    if (entry.groups.length === 0) return entry;
    const tiers = mapped.filter(({ groups }) => entry.groups.some((group) => groups.includes(group)));
    const names = [...new Set([...entry.tiers, ...tiers.map(({ name }) => name)])];
    return { ...entry, tiers: names, unclear: entry.unclear || tiers.length === 0 };
  });
}

async function mappedTiers(cluster: Cluster, layout: Layout): Promise<MappedTier[]> {
  for (const namespace of [layout.namespaces.api].flat()) {
    const found = await cluster.get(ConfigMap, layout.tiers.configMap, namespace);
    if (found.kind === 'found') return readTierMapping(found.value.data, layout.tiers).tiers;
  }
  return [];
}
