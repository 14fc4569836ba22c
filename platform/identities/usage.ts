import { WAITS } from '../waits.ts';

/** What a caller has spent, as far as we know. Times are Unix milliseconds. */
export interface Usage {
  /** First request of the limiter's current window. */
  windowStart?: number;
  lastUse?: number;
  /** Requests in the current window. */
  spent: number;
  /** Requests since the longest window was surely whole; the same as `spent` where absent. */
  total?: number;
}

/** A limit of so many requests in windows that start at the first request. */
export interface Quota {
  limit: number;
  windowMs: number;
  /** Longer windows, which the same requests spend. */
  further?: readonly { limit: number; windowMs: number }[];
}

export const UNUSED: Usage = { spent: 0 };

/** The usage after `count` more requests at a time. One that comes after the window's end opens a new window. */
export function afterUse(usage: Usage, at: number, windowMs: number, count = 1): Usage {
  const { windowStart, spent, total = spent } = usage;
  const isNew = windowStart === undefined || at > windowStart + windowMs;
  return {
    windowStart: isNew ? at : windowStart,
    lastUse: at,
    spent: (isNew ? 0 : spent) + count,
    total: total + count,
  };
}

/** When the current window is surely over: at once where there is none. */
function windowOverAt({ windowStart }: Usage, windowMs: number): number {
  return windowStart === undefined ? 0 : windowStart + windowMs + WAITS.windowMargin;
}

/** When the quota is surely whole: a window after the last request, whichever window that one was counted in. */
export function wholeAt({ lastUse }: Usage, windowMs: number): number {
  return lastUse === undefined ? 0 : lastUse + windowMs + WAITS.windowMargin;
}

/**
 * When nothing that was sent before the run counts any more, in a window: one after its start. `began`: Unix milliseconds;
 * undefined for a caller that is new with the run.
 */
export const sureAt = (began: number | undefined, windowMs: number): number =>
  began === undefined ? 0 : began + windowMs + WAITS.windowMargin;

/** Requests left at a time; never below 0. */
export function remaining(usage: Usage, { limit, windowMs }: Quota, now: number): number {
  return now >= windowOverAt(usage, windowMs) ? limit : Math.max(0, limit - usage.spent);
}

/** The usage as it counts at a time: what was spent in windows that are over is forgotten. */
export function current(usage: Usage, quota: Quota, now: number): Usage {
  const longest = Math.max(quota.windowMs, ...(quota.further ?? []).map(({ windowMs }) => windowMs));
  if (now >= wholeAt(usage, longest)) return { ...UNUSED, lastUse: usage.lastUse };
  if (remaining(usage, quota, now) < quota.limit) return usage;
  return { ...UNUSED, lastUse: usage.lastUse, total: usage.total };
}

/** From when on the longer windows surely have room for `requests` more: each is taken for the one window of all that was sent. */
function roomAt(usage: Usage, { further = [] }: Quota, requests: number, now: number): number {
  const { total = usage.spent } = usage;
  const full = further.filter(({ limit, windowMs }) => {
    const isOver = wholeAt(usage, windowMs) <= now;
    return !isOver && limit - total < Math.min(requests, limit);
  });
  return Math.max(0, ...full.map(({ windowMs }) => wholeAt(usage, windowMs)));
}

/** From when on `requests` more are allowed: 0 where they are now. More than the whole limit counts as the limit. */
export function allowedAt(usage: Usage, quota: Quota, requests: number, fresh: boolean, now: number): number {
  const needed = Math.min(requests, quota.limit);
  const isRoomy = fresh ? wholeAt(usage, quota.windowMs) <= now : remaining(usage, quota, now) >= needed;
  const at = fresh ? wholeAt(usage, quota.windowMs) : windowOverAt(usage, quota.windowMs);
  return Math.max(isRoomy ? 0 : at, roomAt(usage, quota, requests, now));
}
