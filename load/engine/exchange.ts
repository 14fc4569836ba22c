import type { Dispatcher } from 'undici';
import type { PlannedRequest } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import { retryAfterMs } from './answer-facts.ts';
import type { EventTimesPool } from './event-times.ts';
import { type End, KEPT_OPEN, type Received, sampleOf } from './finished.ts';
import { streamScan } from './stream-scan.ts';

/** A server may leave the connection open after [DONE] for so long; then it is closed from this side. */
const AFTER_DONE_MS = 1_000;
/** Longer texts of whole answers are cut. */
const MOST_BODY_BYTES = 1_000_000;

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
