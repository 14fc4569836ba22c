import { ANSWER, contents, ERROR, FINISH, numberOf, TOKEN, USAGE, wordOf } from './event-bytes.ts';
import { append, type EventTimes } from './event-times.ts';

const DONE = '[DONE]';

/** What has been seen of a stream of server-sent events. Instants are those of `event`. */
export interface EventScan {
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
  /** Takes the data of an event that came at that time. */
  event(data: string, at: number): void;
}

/** Notes what the events of a stream hold, and when. It knows of no bytes: k6 has none, and its scripts use it too. */
export function eventScan(times: EventTimes): EventScan {
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

  const scan: EventScan = {
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
    event,
  };
  return scan;
}
