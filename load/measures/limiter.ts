import { combined } from '../limiter-accuracy/combined.ts';
import type { Limit } from '../limiter-accuracy/exactness.ts';
import type { Observation, Ruling } from '../limiter-accuracy/observation.ts';
import type { MeteredSpan } from '../limiter-accuracy/token-windows.ts';
import { judgeWindows } from '../limiter-accuracy/windows.ts';
import type { Plan, PlannedTier } from '../plan/plan.ts';
import type { Outcome, Sample } from '../samples/sample.ts';
import { limiterSign } from './limiter-signs.ts';
import type { Measures } from './measures.ts';
import { judgeTokenLimit, tokensMayRefuse } from './token-limit.ts';

/** What the limiter did with each kind of ending: a stream that began was admitted, however it ended. */
const SEEN: Readonly<Record<Outcome, Observation['outcome']>> = {
  admitted: 'admitted',
  truncated: 'admitted',
  'refused-late': 'admitted',
  'refused-early': 'refused',
  hung: 'broken',
  auth: 'broken',
  'server-error': 'broken',
  'client-error': 'broken',
  unanswered: 'broken',
};

const observation = ({ sentMs, schedMs, headersMs, endMs, outcome, status }: Sample): Observation => ({
  sentAt: sentMs ?? schedMs,
  answeredAt: headersMs ?? endMs,
  outcome: SEEN[outcome],
  status,
});

export const observations = (samples: readonly Sample[]): Observation[] =>
  samples.map(observation).toSorted((a, b) => a.sentAt - b.sentAt);

const span = (sample: Sample): MeteredSpan => ({
  ...observation(sample),
  endedAt: sample.endMs,
  tokens: sample.usage?.total ?? 0,
});

const isRefused = ({ outcome }: Sample): boolean => outcome === 'refused-early';

/**
 * Whether the limit of requests may have refused this one: as many may have been counted within the length of a window. The two
 * limits are asked one after the other, so what the second one refuses has been counted by the first.
 */
function mayRefuse(samples: readonly Sample[], limit: Limit | undefined, countedToo: (sample: Sample) => boolean) {
  const counted = samples.filter((one) => !isRefused(one) || countedToo(one)).map(observation);
  return (sample: Sample): boolean => {
    if (limit === undefined || !isRefused(sample)) return false;
    const { sentAt, answeredAt } = observation(sample);
    const before = counted.filter((one) => one.answeredAt >= sentAt - limit.windowMs && one.sentAt < answeredAt);
    return before.length >= limit.limit;
  };
}

interface Found {
  counts: 'requests' | 'tokens';
  ruling: Ruling;
  sign?: string;
}

/**
 * Whether one user’s limits were kept. A refusal does not say which limit it is of: it is held against the one alone that can have
 * refused it, and against neither where both can.
 */
function judgeUser(own: readonly Sample[], { requests, tokens }: NonNullable<PlannedTier['limits']>): Found[] {
  const explained = tokens === undefined ? () => false : tokensMayRefuse(own, tokens, span);
  const byTokens = tokens && judgeTokenLimit(own, tokens, span, mayRefuse(own, requests, explained));
  const isOther = (sample: Sample): boolean => byTokens?.mayRefuse(sample) === true;
  const found: Found[] = [];
  // What the token limit refused may have been counted as a request, and may have opened a window: then nobody can tell the windows.
  if (requests !== undefined && !own.some(isOther)) {
    const seen = observations(own);
    const ruling = judgeWindows(seen, requests);
    if (ruling.verdict === 'violated' || seen.some(({ outcome }) => outcome === 'refused'))
      found.push({ counts: 'requests', ruling });
  }
  if (byTokens !== undefined && byTokens.verdict !== 'undecided')
    found.push({
      counts: 'tokens',
      ruling: byTokens,
      ...(byTokens.sign !== undefined && { sign: byTokens.sign }),
    });
  return found;
}

/**
 * Whether each tier's limits were kept, user by user: each has counters, and windows, of its own. Users who never came to a limit
 * show nothing of it, so a tier without any other is left out.
 */
export function judgeLimits(plan: Plan, samples: readonly Sample[]): Measures['limiter'] {
  return plan.tiers.flatMap(({ name: tier, limits }) => {
    if (limits === undefined) return [];
    const users = Map.groupBy(
      samples.filter((sample) => sample.tier === tier),
      ({ user }) => user,
    );
    const found = [...users]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([user, own]) =>
        judgeUser(own, limits).map(({ ruling, ...rest }) => ({
          ...rest,
          ruling: { ...ruling, text: `user ${user + 1}: ${ruling.text}` },
        })),
      );
    const tokensBroken = found.some(({ counts, ruling }) => counts === 'tokens' && ruling.verdict === 'violated');
    const signs = {
      // Refusals may be those of a token limit that counts wrongly: what they look like is then no sign of anything.
      requests: () =>
        tokensBroken
          ? undefined
          : limits.requests && limiterSign([...users.values()].map(observations), limits.requests),
      tokens: () => found.find((one) => one.counts === 'tokens' && one.sign !== undefined)?.sign,
    };
    return (['requests', 'tokens'] as const).flatMap((counts) => {
      const own = found.filter((one) => one.counts === counts);
      if (own.length === 0) return [];
      const { verdict, text } = combined(own.map(({ ruling }) => ruling));
      const sign = verdict === 'violated' ? signs[counts]() : undefined;
      return [{ tier, counts, verdict, text: sign === undefined ? text : `${sign}; ${text}` }];
    });
  });
}
