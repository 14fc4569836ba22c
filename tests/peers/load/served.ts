import type { Writable } from 'node:stream';

/** What the mock did for one request, in milliseconds of the machine's monotonic clock: the truth that a client is held against. */
export interface Served {
  receivedAt: number;
  /** When each event with text was written; `sent` of them were. */
  sentAt: Float64Array;
  sent: number;
  /** How much later than planned any of its steps was sent. */
  mostLateMs: number;
  authorization?: string;
  body?: string;
}

/** Writes one line of JSON for each request. */
export async function statsOf(served: Map<string, Served>, to: Writable): Promise<void> {
  for (const [id, { receivedAt, sentAt, sent, mostLateMs }] of served) {
    const line = { id, receivedAtMs: receivedAt, sentAtMs: [...sentAt.subarray(0, sent)], mostLateMs };
    if (!to.write(`${JSON.stringify(line)}\n`)) await new Promise((drained) => to.once('drain', drained));
  }
  to.end();
}
