import { type EventScan, eventScan } from './event-scan.ts';
import type { EventTimes } from './event-times.ts';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const DATA = 'data:';
/** The parser hands over each part of a chunked body by itself; parts nearer than this, in milliseconds, came in one read. */
const ONE_READ_MS = 0.05;

/** A stream as it is read. Instants are those of `feed`. */
export interface StreamScan extends EventScan {
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
  const scan = eventScan(times);

  const flush = (): void => {
    if (pending === undefined) return;
    scan.event(pending, pendingAt);
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

  return Object.assign(scan, {
    feed(chunk: Buffer, now: number): void {
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
    end(): void {
      if (rest !== undefined) line(rest, 0, rest.length);
      rest = undefined;
      flush();
    },
  });
}
