import { ANSWER, contents, ERROR, FINISH, numberOf, TOKEN, USAGE, wordOf } from './event-bytes.ts';
import { append, type EventTimes } from './event-times.ts';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const DATA = 'data:';
const DONE = '[DONE]';
/** The parser hands over each part of a chunked body by itself; parts nearer than this, in milliseconds, came in one read. */
const ONE_READ_MS = 0.05;

/** What has been seen of a stream of server-sent events. Instants are those of `feed`. */
export interface StreamScan {
  events: number;
  coalesced: number;
  firstEventAt: number | undefined;
  firstTokenAt: number | undefined;
  firstAnswerAt: number | undefined;
  lastTokenAt: number | undefined;
  /** When [DONE] came. */
  doneAt: number | undefined;
  afterDone: number;
  finish: string | undefined;
  /** The last event with usage, as it came. */
  usageLine: string | undefined;
  /** Tokens in the first event with text, where its own usage says so. */
  firstTokens: number | undefined;
  /** The first event that is an error, as it came. */
  errorLine: string | undefined;
  /** Of events with text. */
  times: EventTimes;
  feed(chunk: Buffer, now: number): void;
  /** The stream has ended: what was not closed by a blank line counts as well. */
  end(): void;
}

/**
 * Scans a stream as it comes: lines may end with CR LF, be split over reads in the middle of a character, or share a
 * read; comments and other fields are passed over. Nothing is decoded or parsed.
 */
export function streamScan(times: EventTimes): StreamScan {
  let rest: Buffer | undefined;
  let pending: string | undefined;
  let pendingAt = 0;
  let stamp = Number.NEGATIVE_INFINITY;
  let lastEventAt = Number.NaN;

  const token = (found: number, at: number): void => {
    scan.firstTokenAt ??= at;
    if ((found & ANSWER) !== 0) scan.firstAnswerAt ??= at;
    scan.lastTokenAt = at;
    append(times, at);
  };

  const event = (data: string, at: number): void => {
    if (data.startsWith(DONE)) {
      scan.doneAt ??= at;
      return;
    }
    if (scan.doneAt !== undefined) {
      scan.afterDone += 1;
      return;
    }
    scan.events += 1;
    if (at === lastEventAt) scan.coalesced += 1;
    lastEventAt = at;
    scan.firstEventAt ??= at;
    const found = contents(data);
    const isFirst = scan.firstTokenAt === undefined;
    if ((found & TOKEN) !== 0) token(found, at);
    if ((found & USAGE) !== 0) {
      scan.usageLine = data;
      if (isFirst && (found & TOKEN) !== 0) scan.firstTokens = numberOf(data, '"completion_tokens"');
    }
    if ((found & FINISH) !== 0) scan.finish = wordOf(data, '"finish_reason"');
    if ((found & ERROR) !== 0) scan.errorLine ??= data;
  };

  const flush = (): void => {
    if (pending === undefined) return;
    event(pending, pendingAt);
    pending = undefined;
  };

  const line = (bytes: Buffer, from: number, to: number): void => {
    const end = to > from && bytes[to - 1] === RETURN ? to - 1 : to;
    if (end === from) {
      flush();
      return;
    }
    const text = bytes.toString('latin1', from, end);
    if (!text.startsWith(DATA)) return;
    const data = text.slice(text.charCodeAt(DATA.length) === SPACE ? DATA.length + 1 : DATA.length);
    // Data of several lines is one event; it has come when its last line has.
    pending = pending === undefined ? data : `${pending}\n${data}`;
    pendingAt = stamp;
  };

  const scan: StreamScan = {
    events: 0,
    coalesced: 0,
    firstEventAt: undefined,
    firstTokenAt: undefined,
    firstAnswerAt: undefined,
    lastTokenAt: undefined,
    doneAt: undefined,
    afterDone: 0,
    finish: undefined,
    usageLine: undefined,
    firstTokens: undefined,
    errorLine: undefined,
    times,
    feed(chunk, now) {
      if (now - stamp > ONE_READ_MS) stamp = now;
      const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
        line(bytes, from, to);
        from = to + 1;
      }
      // Copied: the connection’s buffer is used again.
      rest = from === bytes.length ? undefined : Buffer.from(bytes.subarray(from));
    },
    end() {
      if (rest !== undefined) line(rest, 0, rest.length);
      rest = undefined;
      flush();
    },
  };
  return scan;
}
