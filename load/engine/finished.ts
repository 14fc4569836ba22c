import type { Sample } from '../samples/sample.ts';
import { answerFacts } from './answer-facts.ts';
import type { EventScan } from './event-scan.ts';
import type { ExchangeOptions } from './exchange.ts';
import { outcomeOf } from './outcome.ts';

const ERROR_CHARACTERS = 200;

const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
const optional = <K extends string>(key: K, value: number | undefined): { [P in K]?: number } | object =>
  value === undefined ? {} : { [key]: rounded(value) };

function gapsOf({ times }: EventScan): number[] {
  const gaps = new Array<number>(Math.max(0, times.length - 1));
  for (let at = 1; at < times.length; at += 1)
    gaps[at - 1] = rounded((times.values[at] ?? 0) - (times.values[at - 1] ?? 0));
  return gaps;
}

/** What came over the connection. */
export interface Received {
  sentAt?: number;
  headersAt?: number;
  status: number;
  streamed: boolean;
  encoding?: string;
  retryAfter?: number;
  body: Buffer[];
  bodyBytes: number;
  reused: boolean;
}

/** How it ended. */
export interface End {
  at: number;
  broken: boolean;
  overdue: boolean;
  why?: string;
}

/** The sample of a request that has ended. */
export function sampleOf(
  options: Pick<ExchangeOptions, 'request' | 'due'>,
  received: Received,
  scan: EventScan,
  end: End,
): Sample {
  const { request, due } = options;
  const { status, streamed } = received;
  const text = streamed ? (scan.usageLine ?? '') : Buffer.concat(received.body).toString('utf8');
  const facts = answerFacts(text);
  const finish = scan.finish ?? facts.finish;
  const errorLine = scan.errorLine ?? (status === 200 && !streamed && facts.isError ? text : undefined);
  const complete = streamed ? scan.doneAt !== undefined || finish !== undefined : facts.readable;
  const outcome = outcomeOf({ status, streamed, overdue: end.overdue, broken: end.broken, complete, errorLine });
  const error = end.why ?? errorLine ?? (outcome === 'admitted' || streamed ? undefined : text);
  return {
    type: 'sample',
    i: request.i,
    phase: request.phase,
    tier: request.tier,
    user: request.user,
    outcome,
    status,
    schedMs: rounded(due.schedMs),
    pickedMs: rounded(due.pickedMs),
    ...optional('sentMs', received.sentAt),
    ...optional('headersMs', received.headersAt),
    ...optional('firstEventMs', scan.firstEventAt),
    ...optional('firstTokenMs', scan.firstTokenAt),
    ...optional('firstAnswerMs', scan.firstAnswerAt),
    ...optional('lastTokenMs', scan.lastTokenAt),
    endMs: rounded(scan.doneAt ?? end.at),
    ...(scan.times.length > 1 && { gapsMs: gapsOf(scan) }),
    events: scan.events,
    coalesced: scan.coalesced,
    ...(scan.firstTokens !== undefined && { firstTokens: scan.firstTokens }),
    ...(facts.usage && { usage: facts.usage }),
    reused: received.reused,
    ...(due.heldMs > 0 && { heldMs: rounded(due.heldMs) }),
    ...(received.retryAfter !== undefined && { retryAfterMs: received.retryAfter }),
    ...(finish !== undefined && { finish }),
    done: scan.doneAt !== undefined,
    ...(scan.afterDone > 0 && { afterDone: scan.afterDone }),
    ...(end.why === KEPT_OPEN && { keptOpen: true }),
    ...(received.encoding !== undefined && { encoding: received.encoding }),
    ...(error !== undefined && error !== '' && error !== KEPT_OPEN && { error: error.slice(0, ERROR_CHARACTERS) }),
  };
}

/** Why an exchange was ended from this side although its answer was complete. */
export const KEPT_OPEN = 'kept open after [DONE]';
