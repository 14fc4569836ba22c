import type { LimiterBehaviour } from './behaviour.ts';

/** One counter that a request must fit in. */
export interface Counter {
  key: string;
  limit: number;
  windowMs: number;
}

/** How windows can be wrong; all of it healthy by default. */
export type WindowQuirks = Pick<LimiterBehaviour, 'windowStart' | 'reset' | 'refusalsExtendWindow' | 'countsRefusals'>;

const ON_TIME: WindowQuirks = {
  windowStart: 'first-hit',
  reset: 'on-time',
  refusalsExtendWindow: false,
  countsRefusals: false,
};

/** How much of its length a window lasts. */
const LENGTH: Record<WindowQuirks['reset'], number> = { 'on-time': 1, early: 0.4, late: 2.5, never: Infinity };

/**
 * Limitador's counters: fixed windows, each started by its first counted hit and not by the clock. A refused request is
 * not counted and does not prolong the window.
 */
export interface FixedWindows {
  /** Adds `hits` to every counter if all of them have room; else adds nothing and answers the first that has none. */
  checkAndUpdate(counters: Counter[], hits: number): Counter | undefined;
  /** Answers the first counter in which `hits` would not fit any more; adds nothing. */
  check(counters: Counter[], hits: number): Counter | undefined;
  /** Adds `hits` to every counter, whether they fit or not. */
  report(counters: Counter[], hits: number): void;
}

/** `now` answers milliseconds of a clock that does not go back. */
export function fixedWindows(now: () => number, quirks: WindowQuirks = ON_TIME): FixedWindows {
  const windows = new Map<string, { hits: number; endsAt: number; refused: number }>();

  const endOf = (counter: Counter, at: number): number => {
    const length = counter.windowMs * LENGTH[quirks.reset];
    return quirks.windowStart === 'clock-aligned' ? (Math.floor(at / length) + 1) * length : at + length;
  };
  const current = (counter: Counter): number => {
    const window = windows.get(counter.key);
    return window === undefined || window.endsAt <= now() ? 0 : window.hits;
  };
  const add = (counter: Counter, hits: number): void => {
    const at = now();
    const window = windows.get(counter.key);
    if (window === undefined || window.endsAt <= at) {
      const before = quirks.countsRefusals ? (window?.refused ?? 0) : 0;
      windows.set(counter.key, { hits: hits + before, endsAt: endOf(counter, at), refused: 0 });
    } else window.hits += hits;
  };
  const check = (counters: Counter[], hits: number): Counter | undefined => {
    const full = counters.find((counter) => current(counter) + hits > counter.limit);
    const window = full === undefined ? undefined : windows.get(full.key);
    if (window !== undefined) window.refused += hits;
    if (quirks.refusalsExtendWindow && full !== undefined && window !== undefined) window.endsAt = endOf(full, now());
    return full;
  };
  const report = (counters: Counter[], hits: number): void => {
    for (const counter of counters) add(counter, hits);
  };
  return {
    check,
    report,
    checkAndUpdate(counters, hits) {
      const full = check(counters, hits);
      if (full === undefined) report(counters, hits);
      return full;
    },
  };
}
