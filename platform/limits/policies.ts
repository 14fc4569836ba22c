import type { Layout } from '../../layouts/layout.ts';
import type { Answer, Cluster, Kind } from '../cluster/cluster.ts';
import { routesTo } from '../cluster/gateway-routes.ts';
import { Gateway, HTTPRoute } from '../cluster/kinds/gateway-api.ts';
import { type LimitingPolicyObject, RateLimitPolicy, TokenRateLimitPolicy } from '../cluster/kinds/kuadrant.ts';
import { canI } from '../cluster/permission-text.ts';
import { policiesOf } from '../cluster/policy-targets.ts';
import { rateWindowMs } from './window.ts';

/** So many requests (or tokens) in a window that starts at the first one. */
export interface TierLimit {
  limit: number;
  windowSeconds: number;
  /** The same in milliseconds. */
  windowMs: number;
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
}

/** What each tier may do, and who says so. */
export interface Limits {
  byTier: ReadonlyMap<string, TierLimit>;
  /** Every rate that was read; empty where the layout's promise stands in. */
  entries: PolicyLimit[];
  /** `policy namespace/name` (several joined), or `layout` with the reason. */
  from: string;
  /** Present where the policies could not be read: the promise then stands in for what nobody knows. */
  unread?: string;
}

const NAMED_TIERS = /\btier\s*(?:==\s*(["'])([^"']+)\1|in\s*\[([^\]]*)\])/g;

/** The tiers that a CEL predicate compares `tier` with: `auth.identity.tier == "free"`, `… in ["free", "premium"]`. */
export function tiersNamed(predicate: string): string[] {
  return [...predicate.matchAll(NAMED_TIERS)].flatMap(([, , one, list]) =>
    one === undefined ? [...(list ?? '').matchAll(/["']([^"']+)["']/g)].flatMap(([, name]) => name ?? []) : [one],
  );
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
    const tiers = [...new Set(predicates.flatMap(tiersNamed))];
    return rates.map((rate) => ({
      name,
      policy: path,
      predicate: predicates.join(' && '),
      tiers,
      rate,
      windowMs: rateWindowMs(rate),
    }));
  });
}

/** The limit that bites first: the one that admits the fewest, and of equal ones the one with the longest window. */
function strictest(limits: readonly PolicyLimit[]): PolicyLimit | undefined {
  return [...limits].sort((a, b) => a.limit - b.limit || b.windowMs - a.windowMs)[0];
}

/** The limit of each of these tiers; a tier that no limit names is left out, unless one applies to everybody. */
export function limitsByTier(entries: readonly PolicyLimit[], tiers: readonly string[]): Map<string, TierLimit> {
  const found = tiers.flatMap((tier): [string, TierLimit][] => {
    const own = strictest(entries.filter((entry) => entry.tiers.length === 0 || entry.tiers.includes(tier)));
    return own === undefined
      ? []
      : [[tier, { limit: own.limit, windowSeconds: own.windowSeconds, windowMs: own.windowMs }]];
  });
  return new Map(found);
}

type Measure = 'requests' | 'tokens';
const KINDS: Record<Measure, Kind<LimitingPolicyObject>> = { requests: RateLimitPolicy, tokens: TokenRateLimitPolicy };

/** What the layout promises, where the cluster does not say. */
function promised(layout: Layout, measure: Measure, why: string): Limits {
  const entries = Object.entries(layout.limits[measure] ?? {});
  const byTier = new Map(entries.map(([tier, limit]) => [tier, { ...limit, windowMs: limit.windowSeconds * 1_000 }]));
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
  const entries = attached.flatMap(limitsOfPolicy);
  if (entries.length === 0) return promised(layout, measure, 'no policy of the gateway limits it');
  const from = [...new Set(entries.map((entry) => entry.policy))].join(', ');
  return { byTier: limitsByTier(entries, layout.tiers.names), entries, from };
}
