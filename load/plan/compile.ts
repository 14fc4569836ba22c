import { milliseconds } from '../profile/duration.ts';
import type { Profile } from '../profile/profile.ts';
import { arrivalCount } from './arrivals.ts';
import { hashOf } from './canonical.ts';
import { type Draft, numbered } from './draft.ts';
import { PLAN_VERSION, type Plan, type PlannedPhase, type PlannedTier } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { randomOf } from './random.ts';
import { requestsOf, type UserLimit } from './stretch-requests.ts';
import { type Stretch, timeline } from './timeline.ts';
import { parseTrace, type TraceRow, thinned } from './trace.ts';

/** Limits that the cluster's policies give the users of a tier; they win over those of the profile. */
export type KnownLimits = ReadonlyMap<string, { requests?: UserLimit; tokens?: UserLimit }>;

export interface Surrounding {
  limits?: KnownLimits;
  /** The text of a file beside the profile. */
  readFile?: (path: string) => string;
}

const MS_PER_SECOND = 1_000;

function plannedTier(
  { name, users, slo, limits }: Profile['tiers'][number],
  known: KnownLimits | undefined,
): PlannedTier {
  const own = (limit: { limit: number; window: string } | undefined): UserLimit | undefined =>
    limit && { limit: limit.limit, windowMs: milliseconds(limit.window) };
  const requests = known?.get(name)?.requests ?? own(limits?.requests);
  const tokens = known?.get(name)?.tokens ?? own(limits?.tokens);
  const both = { ...(requests && { requests }), ...(tokens && { tokens }) };
  return { name, users, ...(Object.keys(both).length > 0 && { limits: both }), ...(slo && { slo }) };
}

function plannedPhase(stretch: Stretch, offered: number, profile: Profile): PlannedPhase {
  const { name, group, phase, startMs, durationMs, warmupMs, span, cv } = stretch;
  const isOpen = phase.kind !== 'closed';
  const rate =
    span === undefined ? offered / (durationMs / MS_PER_SECOND) : arrivalCount(span) / (durationMs / MS_PER_SECOND);
  return {
    name,
    kind: phase.kind,
    startMs,
    durationMs,
    warmupMs,
    tiers: phase.tiers ?? profile.tiers.map((tier) => tier.name),
    ...(isOpen && { rate }),
    ...(cv !== undefined && { cv }),
    ...(group !== undefined && { group }),
  };
}

/** Where rates follow the limits, the same profile asks for as many requests as the installation allows. */
function followedText({ phases }: Profile, tiers: readonly PlannedTier[]): string {
  const following = phases.filter((phase) => 'rate' in phase && typeof phase.rate === 'object');
  if (following.length === 0) return '';
  const limits = tiers.flatMap(({ name, limits: own }) =>
    own?.requests === undefined ? [] : [`${name} ${own.requests.limit} in ${own.requests.windowMs / MS_PER_SECOND} s`],
  );
  return `; ${following.map(({ name }) => name).join(', ')} follow the limits of this installation (rate.ofLimit), which are ${limits.join(', ')}`;
}

function demandBudget(profile: Profile, tiers: readonly PlannedTier[], drafts: readonly Draft[]): void {
  const { budget } = profile;
  const followed = followedText(profile, tiers);
  const or = followed === '' ? 'make phases shorter' : 'make phases shorter, or rate.ofLimit smaller';
  if (drafts.length > budget.requests)
    throw new PlanError(
      `the plan has ${drafts.length} requests, budget.requests of the profile allows ${budget.requests}${followed}: raise it to ${drafts.length}, ${or}`,
    );
  const tokens = drafts.reduce(
    (sum, { prompt, outTokens }) => sum + outTokens + prompt.reduce((input, part) => input + part.tokens, 0),
    0,
  );
  if (tokens > budget.tokens)
    throw new PlanError(
      `the plan asks for about ${tokens} tokens, budget.tokens of the profile allows ${budget.tokens}${followed}: raise it to ${tokens}, ${or}, or texts shorter`,
    );
}

function tracesOf(profile: Profile, readFile: Surrounding['readFile']): Map<string, TraceRow[]> {
  return new Map(
    profile.phases.flatMap((phase): [string, TraceRow[]][] => {
      if (phase.kind !== 'trace') return [];
      if (readFile === undefined)
        throw new PlanError(`phase ${phase.name}: its trace ${phase.file} cannot be read here`);
      const rows = parseTrace(readFile(phase.file), phase.file);
      return [[phase.name, thinned(rows, phase.keep, randomOf(profile.seed, `${phase.name}/keep`))]];
    }),
  );
}

/** The plan of a profile: every request with its time, user and texts. The same profile makes the same plan. Throws PlanError. */
export function compilePlan(profile: Profile, { limits, readFile }: Surrounding = {}): Plan {
  const tiers = profile.tiers.map((tier) => plannedTier(tier, limits));
  const byTier = new Map(
    tiers.flatMap(({ name, limits: own }): [string, UserLimit][] =>
      own?.requests === undefined ? [] : [[name, own.requests]],
    ),
  );
  const traces = tracesOf(profile, readFile);
  const stretches = timeline(profile.phases, traces).map((stretch) => {
    const trace = traces.get(stretch.phase.name) ?? [];
    return { stretch, drafts: requestsOf(stretch, { profile, limits: byTier, trace }) };
  });
  const drafts = stretches.flatMap((one) => one.drafts);
  demandBudget(profile, tiers, drafts);
  const body = {
    version: PLAN_VERSION,
    profile: profile.name,
    seed: profile.seed,
    target: profile.target,
    tiers,
    phases: stretches.map(({ stretch, drafts: own }) => plannedPhase(stretch, own.length, profile)),
    on429: profile.on429,
    deadlineMs: milliseconds(profile.deadline),
    stop: profile.stop,
    ...(profile.isolation && { isolation: profile.isolation }),
    requests: numbered(drafts),
  } as const;
  return { ...body, hash: hashOf(body) };
}
