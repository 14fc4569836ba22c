import type { Plan, PlannedRequest } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';

/** What a user waits after the first refusal where the answer does not say, and at most. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Which users wait because a limiter refused them. */
export interface Pauses {
  /** Until when the user of a request waits; in the past where not at all. */
  until(request: PlannedRequest): number;
  note(request: PlannedRequest, sample: Sample, now: number): void;
}

/** How users react to a 429: not at all, as the answer asks, or twice as long each time. */
export function pauses(reaction: Plan['on429']): Pauses {
  const users = new Map<string, { until: number; refusals: number }>();
  const keyOf = ({ tier, user }: PlannedRequest): string => `${tier}/${user}`;
  return {
    until: (request) => users.get(keyOf(request))?.until ?? Number.NEGATIVE_INFINITY,
    note(request, { outcome, retryAfterMs }, now) {
      if (reaction === 'record') return;
      if (outcome === 'admitted') users.delete(keyOf(request));
      if (outcome !== 'refused-early') return;
      const before = users.get(keyOf(request));
      // Refusals of what was sent before the pause began are of the same one.
      if (before !== undefined && before.until > now) return;
      const refusals = (before?.refusals ?? 0) + 1;
      const asked = reaction === 'honour' ? (retryAfterMs ?? FIRST_PAUSE_MS) : FIRST_PAUSE_MS * 2 ** (refusals - 1);
      users.set(keyOf(request), { until: now + Math.min(LONGEST_PAUSE_MS, asked), refusals });
    },
  };
}
