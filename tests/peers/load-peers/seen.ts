/** What a tool says of one request, in milliseconds. */
export interface Seen {
  /** The x-request-id that the server knows it by. */
  id: string;
  ttftMs: number;
  /** Mean time between its tokens. */
  itlMs: number;
  /** Every gap between its events with text; absent where the tool keeps none. */
  gapsMs?: number[];
}

const MS_PER_S = 1_000;
export const msOf = (seconds: number): number => seconds * MS_PER_S;

/** Undefined where there is none to take the mean of. */
export const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The differences of neighbours. */
export const gapsOf = (times: readonly number[]): number[] =>
  times.slice(1).map((time, at) => time - (times[at] ?? time));
