import { WAITS } from '../waits.ts';

/** What a caller has spent, as far as we know. Times are Unix milliseconds. */
export interface Usage {
  /** First request of the limiter's current window. */
  windowStart?: number;
  lastUse?: number;
  /** Requests in the current window. */
  spent: number;
}

/** A limit of so many requests in windows that start at the first request. */
export interface Quota {
  limit: number;
  windowMs: number;
}

export const UNUSED: Usage = { spent: 0 };

/** The usage after `count` more requests at a time. One that comes after the window's end opens a new window. */
export function afterUse(usage: Usage, at: number, windowMs: number, count = 1): Usage {
  const { windowStart, spent } = usage;
  const isNew = windowStart === undefined || at > windowStart + windowMs;
  return { windowStart: isNew ? at : windowStart, lastUse: at, spent: (isNew ? 0 : spent) + count };
}

/** When the current window is surely over: at once where there is none. */
function windowOverAt({ windowStart }: Usage, windowMs: number): number {
  return windowStart === undefined ? 0 : windowStart + windowMs + WAITS.windowMargin;
}

/** When the quota is surely whole: a window after the last request, whichever window that one was counted in. */
export function wholeAt({ lastUse }: Usage, windowMs: number): number {
  return lastUse === undefined ? 0 : lastUse + windowMs + WAITS.windowMargin;
}

/** Requests left at a time; never below 0. */
export function remaining(usage: Usage, { limit, windowMs }: Quota, now: number): number {
  return now >= windowOverAt(usage, windowMs) ? limit : Math.max(0, limit - usage.spent);
}

/** From when on `requests` more are allowed: 0 where they are now. More than the whole limit counts as the limit. */
export function allowedAt(usage: Usage, quota: Quota, requests: number, fresh: boolean, now: number): number {
  if (fresh) return wholeAt(usage, quota.windowMs) <= now ? 0 : wholeAt(usage, quota.windowMs);
  const needed = Math.min(requests, quota.limit);
  return remaining(usage, quota, now) >= needed ? 0 : windowOverAt(usage, quota.windowMs);
}
