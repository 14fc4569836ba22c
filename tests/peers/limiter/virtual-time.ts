import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as turn } from 'node:timers';
import timers from 'node:timers/promises';

interface Sleeper {
  at: number;
  wake(): void;
}

/** A run in which nothing sleeps any more and that has not ended: it waits for something outside of it. */
class Stuck extends Error {
  override name = 'Stuck';
}

/**
 * Runs something in a time of its own, which jumps to the next timer whenever nothing else is left to do: minutes of
 * windows pass in milliseconds, in the order in which they would have passed. `performance.now` and the promised
 * `setTimeout` of this process are replaced meanwhile, so that harness and sandbox are used as they are; what runs must
 * not wait for anything but timers. One at a time.
 * @param startAt what the clock shows at first, in milliseconds
 */
export async function inVirtualTime<T>(play: () => Promise<T>, startAt: number): Promise<T> {
  const sleepers: Sleeper[] = [];
  let now = startAt;
  const real = { setTimeout: timers.setTimeout, now: performance.now };
  const virtualTimeout = <V>(ms = 0, value?: V, options?: { signal?: AbortSignal }): Promise<V> =>
    new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      if (signal?.aborted === true) return reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason));
      sleepers.push({ at: now + ms, wake: () => resolve(value as V) });
    });
  timers.setTimeout = virtualTimeout as typeof timers.setTimeout;
  performance.now = () => now;
  syncBuiltinESMExports();
  try {
    let ended = false;
    const result = play().finally(() => {
      ended = true;
    });
    result.catch(() => undefined);
    for (;;) {
      await new Promise<void>((resolve) => turn(resolve));
      if (ended) return await result;
      const next = earliest(sleepers);
      if (next === undefined) throw new Stuck('nothing is left to wait for, and the run has not ended');
      now = Math.max(now, next.at);
      next.wake();
    }
  } finally {
    timers.setTimeout = real.setTimeout;
    performance.now = real.now;
    syncBuiltinESMExports();
  }
}

/** Takes out the one that wakes first; of several, the one that fell asleep first. */
function earliest(sleepers: Sleeper[]): Sleeper | undefined {
  let first = 0;
  for (const [index, { at }] of sleepers.entries()) if (at < (sleepers[first]?.at ?? 0)) first = index;
  return sleepers.splice(first, 1)[0];
}
