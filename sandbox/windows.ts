import type { KubeObject, ObjectStore } from './object.ts';

/** Window of each kind of policy in a sandbox with short clocks, as a Gateway API duration. */
const SHORT = { RateLimitPolicy: '6s', TokenRateLimitPolicy: '4s' } as const;
export type Windows = Record<keyof typeof SHORT, string>;

/** A limit this large cannot be reached in a few seconds on a busy machine: it gets a longer window. */
const LARGE = { limit: 500, window: '20s' } as const;

interface Limit {
  rates?: { limit?: number; window?: string; duration?: number; unit?: string }[];
}

function shorten(policy: KubeObject, window: string): void {
  const { spec } = policy;
  for (const limits of [spec?.limits, spec?.defaults?.limits, spec?.overrides?.limits]) {
    for (const limit of Object.values<Limit>(limits ?? {})) {
      for (const rate of limit.rates ?? []) {
        rate.window = policy.kind === 'RateLimitPolicy' && (rate.limit ?? 0) >= LARGE.limit ? LARGE.window : window;
        delete rate.duration;
        delete rate.unit;
      }
    }
  }
}

/**
 * Gives every limit a window of a few seconds, so that a run does not wait for the release's minutes; how much is
 * admitted in a window stays. Comes before faults, so that a fault may set its own.
 * @param own other windows than the usual short ones, by the policy's kind
 */
export function shortenWindows(objects: ObjectStore, own: Partial<Windows> = {}): void {
  for (const [kind, window] of Object.entries({ ...SHORT, ...own })) {
    for (const { apiVersion, metadata } of objects.all(kind)) {
      const { name, namespace } = metadata;
      objects.edit({ apiVersion, kind, name, namespace }, (policy) => shorten(policy, window));
    }
  }
}
