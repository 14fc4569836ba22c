import fc from 'fast-check';
import type { Observation } from '../../../../load/limiter-accuracy/observation.ts';

/** When a request was sent, counted by the limiter, and answered. */
export interface Instants {
  sentAt: number;
  countedAt: number;
  answeredAt: number;
}

/** How a simulated limiter counts; the defects are those that the rulings must name. */
export interface Counting {
  limit: number;
  windowMs: number;
  /** Admits every n-th request that it should refuse. */
  flapEvery?: number;
  never?: boolean;
}

/** What the client saw, and in which of the limiter's windows it was really counted: 1 is the first. */
export interface Simulated extends Observation {
  window: number;
}

/** A fixed window opened by the first counted request, as Limitador's; requests are counted in the order of `countedAt`. */
export function simulate(requests: readonly Instants[], { limit, windowMs, flapEvery, never }: Counting): Simulated[] {
  let window = 0;
  let openedAt = Number.NEGATIVE_INFINITY;
  let counted = 0;
  let refusals = 0;
  return [...requests]
    .sort((a, b) => a.countedAt - b.countedAt)
    .map(({ sentAt, countedAt, answeredAt }) => {
      if (countedAt >= openedAt + windowMs && !(never === true && counted > 0)) {
        openedAt = countedAt;
        counted = 0;
        window += 1;
      }
      if (counted < limit) {
        counted += 1;
        return { sentAt, answeredAt, outcome: 'admitted', status: 200, window };
      }
      refusals += 1;
      return flapEvery !== undefined && refusals % flapEvery === 0
        ? { sentAt, answeredAt, outcome: 'admitted', status: 200, window }
        : { sentAt, answeredAt, outcome: 'refused', status: 429, window };
    });
}

/** Requests one after the other: each with its pause before, its way to the limiter and its way back. */
export function sequence(steps: readonly { pause: number; there: number; back: number }[]): Instants[] {
  let now = 1_000;
  return steps.map(({ pause, there, back }) => {
    const sentAt = now + pause;
    now = sentAt + there + back;
    return { sentAt, countedAt: sentAt + there, answeredAt: now };
  });
}

/** Steps of a sequence with arbitrary pauses and latencies, in milliseconds. */
export const steps = (longest: number, most = 60): fc.Arbitrary<{ pause: number; there: number; back: number }[]> => {
  const ms = fc.integer({ min: 0, max: longest });
  return fc.array(fc.record({ pause: ms, there: ms, back: ms }), { minLength: 1, maxLength: most });
};
