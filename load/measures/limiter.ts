import { combined } from '../limiter-accuracy/combined.ts';
import type { Observation } from '../limiter-accuracy/observation.ts';
import { judgeWindows } from '../limiter-accuracy/windows.ts';
import type { Plan } from '../plan/plan.ts';
import type { Outcome, Sample } from '../samples/sample.ts';
import { limiterSign } from './limiter-signs.ts';
import type { Measures } from './measures.ts';

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

/**
 * Whether each tier's limit of requests was kept, user by user: each has a counter, and a window, of its own. Users who
 * never came to their limit show nothing of it, so a tier without any other is left out.
 */
export function judgeLimits(plan: Plan, samples: readonly Sample[]): Measures['limiter'] {
  return plan.tiers.flatMap(({ name: tier, limits }) => {
    const limit = limits?.requests;
    if (limit === undefined) return [];
    const users = Map.groupBy(
      samples.filter((sample) => sample.tier === tier),
      ({ user }) => user,
    );
    const rulings = [...users]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([user, own]) => {
        const seen = observations(own);
        const ruling = judgeWindows(seen, limit);
        const isReached = ruling.verdict === 'violated' || seen.some(({ outcome }) => outcome === 'refused');
        return isReached ? [{ ...ruling, text: `user ${user + 1}: ${ruling.text}` }] : [];
      });
    if (rulings.length === 0) return [];
    const { verdict, text } = combined(rulings);
    const sign = verdict === 'violated' ? limiterSign([...users.values()].map(observations), limit) : undefined;
    return [{ tier, verdict, text: sign === undefined ? text : `${sign}; ${text}` }];
  });
}
