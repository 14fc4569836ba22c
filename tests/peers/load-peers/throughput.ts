import type { Invocation } from './tool.ts';

/** Whole answers, as many as can be had in a time, over so many connections. */
interface Rush {
  origin: string;
  connections: number;
  seconds: number;
}

/** What came of it. */
export interface Rushed {
  /** Requests that were answered with 200. */
  answered: number;
  failed: number;
  /** From the first request to the last answer, in milliseconds. */
  lastedMs: number;
  /** Processor time while it sent, in milliseconds, where the tool says it itself; otherwise the whole process’ counts. */
  sendingMs?: number;
}

/** A load generator for whole answers that can be compared with ours. */
export interface RushTool {
  name: string;
  find(): string | undefined;
  invocation(executable: string, rush: Rush, folder: string): Promise<Invocation>;
  rushed(stdout: string, folder: string): Promise<Rushed>;
}

/** The request that all of them send. */
export const requestOf = (model: string): string =>
  JSON.stringify({ model, messages: [{ role: 'user', content: 'w1 w2 w3 w4 w5 w6 w7 w8' }], max_tokens: 1 });
