import { holds, type Observation, type Ruling, refusedEarly, tooSlow, undecided } from './observation.ts';

/** Two callers whose quotas must not touch each other. */
export interface Isolation {
  /** All requests of the caller who spends the quota, those after the other's among them. */
  spender: readonly Observation[];
  /** All requests of the other caller, no more than their own limit and in one window. */
  other: readonly Observation[];
  /** What the other caller may send in a window. */
  limit: number;
}

/**
 * While one caller is refused, another one has all of their quota. A refusal of the other is a violation at any time: it
 * had sent no more than its limit. That it was admitted shows something only while the spender was surely refused.
 */
export function judgeIsolation({ spender, other, limit }: Isolation): Ruling {
  const admitted = other.filter(({ outcome }) => outcome === 'admitted').length;
  const refused = other.filter(({ outcome }) => outcome === 'refused').length;
  const numbers = `${admitted} of ${other.length} admitted, limit ${limit}`;
  if (other.length === 0) return undecided('no request of another caller was sent');
  if (other.length > limit) return undecided(`the other caller sent more than the limit: ${numbers}`);
  const from = Math.min(...other.map(({ sentAt }) => sentAt));
  const to = Math.max(...other.map(({ answeredAt }) => answeredAt));
  const before = spender.filter(({ answeredAt }) => answeredAt <= from).at(-1);
  if (before?.outcome !== 'refused')
    return undecided(`the first caller was never refused (last answered ${before?.status ?? 'not at all'})`);
  if (refused > 0) return refusedEarly(`another caller was refused after ${admitted} of ${limit} requests`);
  if (admitted < other.length) {
    const failed = other.find(({ outcome }) => outcome === 'broken');
    return undecided(`another caller was answered ${failed?.status}: ${numbers}`);
  }
  const after = spender.find(({ sentAt }) => sentAt >= to);
  if (after?.outcome !== 'refused')
    return tooSlow(`meanwhile the first caller’s window was over (${after?.status ?? 'not asked'}): ${numbers}`);
  return holds(`one caller refused, another admitted ${admitted} times of ${limit}`);
}
