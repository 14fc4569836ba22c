/** What every tool is asked to do, so that their numbers can stand beside each other. */
export interface Workload {
  /** Of a server that speaks OpenAI's API, without `/v1/`. */
  origin: string;
  /** Requests in flight; each is followed by the next at once. */
  concurrency: number;
  requests: number;
  /** Events with text of each answer; each is one token. */
  tokens: number;
}

/** The model of the mock that answers by its options. */
export const MODEL = 'timed';
export const PROMPT_TOKENS = 16;
