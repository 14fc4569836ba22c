import { formatGoDuration, numberToSeconds, parseGoDuration } from './go-duration.ts';

/** A lifetime as asked for, or why it is refused (the error body of the release). */
export type Lifetime = { seconds: number } | { refusal: Record<string, string> };

const MINIMUM_SECONDS = 600;
/** Kubernetes refuses to issue a token for longer: the release answers 500 then. */
export const LONGEST_SECONDS = 2 ** 32;

/** The `expiration` of a mint: a Go duration, or seconds as a number; `fallback` seconds when absent or null. */
export function lifetime(expiration: unknown, fallback: number): Lifetime {
  if (expiration === undefined || expiration === null) return { seconds: fallback };
  const seconds =
    typeof expiration === 'string'
      ? parseGoDuration(expiration)
      : typeof expiration === 'number'
        ? numberToSeconds(expiration)
        : undefined;
  if (seconds === undefined || !Number.isFinite(seconds)) return { refusal: { error: 'invalid duration' } };
  if (seconds <= 0) return { refusal: { error: 'expiration must be positive' } };
  if (seconds < MINIMUM_SECONDS) {
    return {
      refusal: {
        error: 'token expiration must be at least 10 minutes',
        provided_expiration: formatGoDuration(seconds),
      },
    };
  }
  return { seconds };
}

/** Lifetimes below this are short ones, asked for to see a token expire. */
const SHORT_SECONDS = 3600;
const SCALE = 200;
const SHORTEST_SECONDS = 3;

/**
 * How long a token really lives. With the sandbox's short clocks a lifetime below an hour is divided by 200 (10 minutes
 * become 3 seconds), and the answer's `expiresAt` says so: a check that waits for expiry takes seconds.
 */
export function realSeconds(asked: number, realWindows: boolean): number {
  return realWindows || asked >= SHORT_SECONDS ? asked : Math.max(SHORTEST_SECONDS, asked / SCALE);
}
