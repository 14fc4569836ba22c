import type { PlannedRequest } from './plan.ts';

/** A request before its number is known. */
export interface Draft extends Omit<PlannedRequest, 'i' | 'follows' | 'conversation'> {
  follows?: Draft;
  /** Requests of one conversation share it. */
  conversation: object;
}

/** Microseconds: finer differences are of the machine's arithmetic, not of the plan. */
const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;

/** The requests in the order of their times, numbered. */
export function numbered(drafts: readonly Draft[]): PlannedRequest[] {
  const ordered = drafts.toSorted((a, b) => a.atMs - b.atMs);
  const numbers = new Map(ordered.map((draft, i) => [draft, i]));
  const conversations = new Map<object, number>();
  return ordered.map(({ follows, conversation, ...draft }, i) => {
    if (!conversations.has(conversation)) conversations.set(conversation, conversations.size);
    return {
      ...draft,
      i,
      atMs: rounded(draft.atMs),
      ...(follows !== undefined && { follows: numbers.get(follows) }),
      conversation: conversations.get(conversation) ?? 0,
    };
  });
}
