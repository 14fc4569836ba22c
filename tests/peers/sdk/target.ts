/** Where one model answers. */
export interface Served {
  /** With the version: `https://…/v1`. */
  baseUrl: string;
  model: string;
}

/** What both SDKs are given, as JSON on standard input. Each has callers of its own: a quota is spent only once. */
export interface SdkTarget {
  caFile: string;
  /** A model whose answers are always the same, for a caller of this key. */
  certain: Served & { apiKey: string };
  /** A model of a caller who may send so many requests in a window. */
  limited: Served & { apiKey: string; requests: number };
}

/** What an SDK made of the answers, by step; the same steps in both. */
export type SdkResults = Record<string, unknown>;

/** With Qwen's own switch, so that the answer is not all thoughts. */
export const QUESTION = 'What is 17 + 25? Answer with the number only. /no_think';
