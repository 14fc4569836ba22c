import { setTimeout as delay } from 'node:timers/promises';

/** What was started, and how each is ended. */
export interface Closers {
  push(name: string, stop: () => Promise<void> | void): void;
  /** Ends all of it, the last first. What does not end in time is named on stderr, and no longer waited for. */
  close(): Promise<void>;
}

const ENDS_WITHIN_MS = 10_000;

export function closers(): Closers {
  const started: { name: string; stop: () => Promise<void> | void }[] = [];
  return {
    push(name, stop) {
      started.push({ name, stop });
    },
    async close() {
      for (const { name, stop } of started.splice(0).reverse()) {
        const timer = new AbortController();
        const late = delay(ENDS_WITHIN_MS, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
        const ended = (async () => stop())().catch((error: unknown) => {
          console.error(`lab: ending ${name} failed: ${error instanceof Error ? error.message : error}`);
        });
        if ((await Promise.race([ended, late])) === 'late')
          console.error(`lab: ${name} does not end; it is left behind`);
        timer.abort();
      }
    },
  };
}
