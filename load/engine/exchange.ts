import type { Dispatcher } from 'undici';
import type { PlannedRequest } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import { answerFacts, retryAfterMs } from './answer-facts.ts';
import type { EventTimesPool } from './event-times.ts';
import { outcomeOf } from './outcome.ts';
import { type StreamScan, streamScan } from './stream-scan.ts';

/** A server may leave the connection open after [DONE] for so long; then it is closed from this side. */
const AFTER_DONE_MS = 1_000;
/** Longer texts of whole answers and errors are cut. */
const MOST_BODY_BYTES = 1_000_000;
const ERROR_CHARACTERS = 200;

/** When a request was due, and how much of its delay a 429 had asked for. */
export interface Due {
  schedMs: number;
  pickedMs: number;
  heldMs: number;
}

/** One request under way. */
export interface Exchange {
  handler: Dispatcher.DispatchHandler;
  /** Called when its connection is known. */
  onSocket(reused: boolean): void;
  /** Ends it where its deadline has passed, or where nothing more is to come. */
  watch(now: number): void;
  /** Ends it now, as of a run that is broken off. */
  abandon(why: string): void;
}

export interface ExchangeOptions {
  request: PlannedRequest;
  due: Due;
  deadlineMs: number;
  clock: () => number;
  pool: EventTimesPool;
  /** Called once, when it has ended. */
  done: (sample: Sample) => void;
  onStart: (exchange: Exchange) => void;
}

const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
const optional = <K extends string>(key: K, value: number | undefined): { [P in K]?: number } | object =>
  value === undefined ? {} : { [key]: rounded(value) };

function gapsOf({ times }: StreamScan): number[] {
  const gaps = new Array<number>(Math.max(0, times.length - 1));
  for (let at = 1; at < times.length; at += 1)
    gaps[at - 1] = rounded((times.values[at] ?? 0) - (times.values[at - 1] ?? 0));
  return gaps;
}

/** What came over the connection. */
interface Received {
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
interface End {
  at: number;
  broken: boolean;
  overdue: boolean;
  why?: string;
}

function sampleOf(options: ExchangeOptions, received: Received, scan: StreamScan, end: End): Sample {
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

const KEPT_OPEN = 'kept open after [DONE]';

/** Follows one request through undici and stamps what comes, before anything else is done with it. */
export function exchange(options: ExchangeOptions): Exchange {
  const { clock, pool, due, deadlineMs, done } = options;
  const scan = streamScan(pool.take());
  const received: Received = { status: 0, streamed: false, body: [], bodyBytes: 0, reused: false };
  let controller: Dispatcher.DispatchController | undefined;
  let ended = false;

  const finish = (end: End): void => {
    if (ended) return;
    ended = true;
    if (received.streamed) scan.end();
    done(sampleOf(options, received, scan, end));
    pool.give(scan.times);
  };
  const abort = (end: End): void => {
    finish(end);
    controller?.abort(new Error(end.why));
  };

  const self: Exchange = {
    handler: {
      onRequestStart(own) {
        controller = own;
        if (ended) {
          own.abort(new Error('over'));
          return;
        }
        received.sentAt = clock();
        options.onStart(self);
      },
      onResponseStart(_, status, headers) {
        received.headersAt = clock();
        received.status = status;
        const encoding = headers['content-encoding'];
        if (typeof encoding === 'string' && encoding !== 'identity') received.encoding = encoding;
        received.streamed =
          received.encoding === undefined && String(headers['content-type'] ?? '').includes('event-stream');
        if (status === 429) received.retryAfter = retryAfterMs(headers);
      },
      onResponseData(_, chunk) {
        const now = clock();
        if (received.streamed) scan.feed(chunk, now);
        else if (received.bodyBytes < MOST_BODY_BYTES) {
          // Copied: the connection’s buffer is used again.
          received.body.push(Buffer.from(chunk));
          received.bodyBytes += chunk.length;
        }
      },
      onResponseEnd: () => finish({ at: clock(), broken: false, overdue: false }),
      onResponseError: (_, error) =>
        finish({ at: clock(), broken: scan.doneAt === undefined, overdue: false, why: reasonOf(error) }),
    },
    onSocket(reused) {
      received.reused = reused;
    },
    watch(now) {
      if (scan.doneAt !== undefined) {
        if (now - scan.doneAt > AFTER_DONE_MS) abort({ at: now, broken: false, overdue: false, why: KEPT_OPEN });
      } else if (now - due.pickedMs > deadlineMs) {
        const state = received.status === 0 ? 'no answer' : `answered ${received.status} without an end`;
        abort({ at: now, broken: true, overdue: true, why: `${state} after ${Math.round(now - due.pickedMs)} ms` });
      }
    },
    abandon: (why) => abort({ at: clock(), broken: true, overdue: false, why }),
  };
  return self;
}

function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  return `${code}${error.message}`.trim();
}
