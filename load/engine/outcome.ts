import type { Outcome } from '../samples/sample.ts';

/** How an exchange came to its end. */
export interface Ending {
  /** 0 without an answer. */
  status: number;
  streamed: boolean;
  /** The deadline had passed. */
  overdue: boolean;
  /** The connection broke before the answer was complete. */
  broken: boolean;
  /** [DONE] or a finish_reason was seen; for a whole answer: it could be read. */
  complete: boolean;
  /** An error that came inside of an answer with status 200. */
  errorLine?: string;
}

const TOO_MANY = 429;
const LIMIT_WORDS = /"code":\s*"?429|rate.?limit|too many requests|quota/i;

function ofStatus(status: number): Outcome | undefined {
  if (status === TOO_MANY) return 'refused-early';
  if (status === 401 || status === 403) return 'auth';
  if (status >= 500) return 'server-error';
  if (status >= 300 || status < 200) return 'client-error';
  return undefined;
}

/**
 * The class of an ending. A hang comes first: where a limiter keeps a refused request open until the client gives up, its
 * status is the least interesting part.
 */
export function outcomeOf({ status, overdue, broken, complete, errorLine }: Ending): Outcome {
  if (overdue) return 'hung';
  if (status === 0) return 'unanswered';
  const refused = ofStatus(status);
  if (refused !== undefined) return refused;
  if (errorLine !== undefined) return LIMIT_WORDS.test(errorLine) ? 'refused-late' : 'server-error';
  return broken || !complete ? 'truncated' : 'admitted';
}
