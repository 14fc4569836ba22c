import { WAITS } from '../waits.ts';

/** How an answer bears on asking again. */
interface Refusal {
  status: number;
  /** Milliseconds that the server asks to wait, where it does. */
  retryAfterMs?: number;
}

/** How long a process waits for an API server that asks it to: bounded for each request, and in all. */
export interface Patience {
  /**
   * Milliseconds to wait before a read is asked again; undefined where the answer stands.
   * @param tries how often it has been asked
   */
  spend(refusal: Refusal, tries: number): number | undefined;
}

/** An API server that sheds load refuses several times in a row; one in trouble is asked once more only. */
const TRIES = { throttled: 5, inTrouble: 2 } as const;

export function patience(): Patience {
  let left: number = WAITS.throttledInAll;
  return {
    spend({ status, retryAfterMs }, tries) {
      if (status !== 429 && status < 500) return undefined;
      if (tries >= (status === 429 ? TRIES.throttled : TRIES.inTrouble)) return undefined;
      const wait = retryAfterMs ?? WAITS.poll;
      if (wait > WAITS.throttled || wait > left) return undefined;
      left -= wait;
      return wait;
    },
  };
}

/** Retry-After in milliseconds: it is a number of seconds, or a date. Undefined where it is neither. */
export function retryAfter(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
