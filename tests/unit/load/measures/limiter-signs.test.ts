import { expect, test } from 'vitest';
import type { Observation } from '../../../../load/limiter-accuracy/observation.ts';
import { limiterSign } from '../../../../load/measures/limiter-signs.ts';

const LIMIT = { limit: 10, windowMs: 6_000 };
const WAY_MS = 5;
const EVERY_MS = 300;
const SECONDS = 15;

interface Counter {
  openedAt: number;
  count: number;
}
/** Decides on a request; the defects of limiters are in how. */
type Decide = (user: number, at: number) => boolean;

/** A limiter with a fixed window from the first request on, counting in the counter of that key. */
function windows(
  admits: number,
  keyOf: (user: number, at: number) => string,
  windowMs = LIMIT.windowMs,
  step = 1,
): Decide {
  const counters = new Map<string, Counter>();
  return (user, at) => {
    const key = keyOf(user, at);
    const current = counters.get(key);
    const counter = current === undefined || at >= current.openedAt + windowMs ? { openedAt: at, count: 0 } : current;
    counters.set(key, counter);
    if (counter.count + step > admits) return false;
    counter.count += step;
    return true;
  };
}

/** Three users who each ask for about twice their limit. */
function seenBy(decide: Decide): Observation[][] {
  const times = Array.from({ length: (SECONDS * 1_000) / EVERY_MS }, (_, at) => 1_000 + at * EVERY_MS);
  const users: Observation[][] = [[], [], []];
  for (const at of times) {
    users.forEach((own, user) => {
      const sentAt = at + user * 20;
      const admitted = decide(user, sentAt + WAY_MS);
      own.push({
        sentAt,
        answeredAt: sentAt + 2 * WAY_MS,
        outcome: admitted ? 'admitted' : 'refused',
        status: admitted ? 200 : 429,
      });
    });
  }
  return users;
}

const own = (user: number): string => String(user);
/** Requests take turns at replicas that count by themselves. */
function takingTurns(): (user: number) => string {
  const turns = [0, 0, 0];
  return (user) => {
    turns[user] = (turns[user] ?? 0) + 1;
    return `${user}/${(turns[user] ?? 0) % 2}`;
  };
}

test.each<[string, Decide, string | undefined]>([
  ['a healthy limiter', windows(10, own), undefined],
  ['fail-open', () => true, 'nothing is limited'],
  ['one too many', windows(11, own), '1 too many'],
  ['one too few', windows(9, own), '1 too few'],
  ['double count', windows(10, own, LIMIT.windowMs, 2), 'counted twice'],
  ['a counter for the tier', windows(10, () => 'tier'), 'share one counter'],
  ['two replicas with caches of their own', windows(5, takingTurns()), undefined],
  ['two replicas with half of the requests each', (() => windows(7, takingTurns()))(), undefined],
  [
    'windows aligned to the clock',
    (() => {
      const decide = windows(10, (user, at) => `${user}/${Math.floor(at / LIMIT.windowMs)}`, Number.POSITIVE_INFINITY);
      return (user: number, at: number) => decide(user, at + 3_400);
    })(),
    'follow the clock',
  ],
])('%s', (_, decide, sign) => {
  const found = limiterSign(seenBy(decide), LIMIT);

  if (sign === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(sign);
});

test('limiters that do not know of each other, and a race, are told by how far they overshoot', () => {
  // More is asked for than both of them allow.
  const crowd = (admitted: readonly number[]): Observation[][] =>
    admitted.map((most) =>
      Array.from({ length: 40 }, (_, at) => {
        const outcome = at < most ? 'admitted' : 'refused';
        return {
          sentAt: 1_000 + at * 10,
          answeredAt: 1_018 + at * 10,
          outcome,
          status: outcome === 'admitted' ? 200 : 429,
        };
      }),
    );

  expect(limiterSign(crowd([20, 20, 20]), LIMIT)).toContain('2 limiters');
  expect(limiterSign(crowd([10, 13, 10]), LIMIT)).toContain('at once');
});
