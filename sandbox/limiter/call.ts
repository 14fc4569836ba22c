import type { Attributes } from './attributes.ts';
import type { CallLabels } from './metrics.ts';

/** What the limiter knows of a request. */
export interface LimitedCall {
  /** What predicates and counters read: `auth.identity.*`, `request.*`. */
  attributes: Attributes;
  labels: CallLabels;
  /** The bearer's token, as it was sent; absent where nobody sent one. */
  token?: string;
  /** What it may cost in tokens, by its request alone: its prompt, estimated, and the longest answer that it allows. */
  reservation?: number;
}

/** An answer's `usage`, as far as the gateway could read it. */
export interface ReportedUsage {
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
}
