import type { Layout } from '../layout.ts';

/** Limits by tier, as `10 per 60s`. */
export type Limits = Record<string, string>;

/** The limits of a layout, by tier. */
export const promisedLimits = (limits: Layout['limits']['tokens']): Limits =>
  Object.fromEntries(
    Object.entries(limits ?? {}).map(([tier, { limit, windowSeconds }]) => [tier, `${limit} per ${windowSeconds}s`]),
  );

export const limitsText = (limits: Limits): string => {
  const entries = Object.entries(limits).map(([tier, limit]) => `${tier} ${limit}`);
  return entries.length === 0 ? 'none' : entries.sort().join(', ');
};

const withoutWindows = (text: string): string => text.replaceAll(/ per [^,]+/g, '');

/** Whether two texts of limits are the same. */
export const sameLimits = (said: string, seen: string): boolean => said === seen;

/** Whether they allow as much, in whatever window. */
export const sameCounts = (said: string, seen: string): boolean => withoutWindows(said) === withoutWindows(seen);
