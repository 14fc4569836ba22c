import http, { type RefinedResponse } from 'k6/http';
import { type EventScan, eventScan } from '../../engine/event-scan.ts';
import type { ScriptRecord, Task } from './record.ts';

/** How a script sends one request; answers what came of it. `clock` is in milliseconds from the start. */
export type Send = (task: Task, call: Call, clock: () => number) => Exchanged;

export interface Call {
  url: string;
  headers: Record<string, string>;
  deadlineMs: number;
}

export type Exchanged = Omit<ScriptRecord, 'i' | 'startMs' | 'schedMs' | 'pickedMs'>;

/** Headers that say how long a refused user is to wait, and what the body is. */
const KEPT = ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset', 'content-type', 'content-encoding'];
/** More of an answer that is no stream is not kept. */
const MOST_CHARACTERS = 200_000;
const FIRST_CAPACITY = 256;

export const newScan = (): EventScan => eventScan({ values: new Float64Array(FIRST_CAPACITY), length: 0 });

/** k6 writes names of headers as Go does: Retry-After. */
export function keptHeaders(headers: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (KEPT.includes(name.toLowerCase())) kept[name.toLowerCase()] = String(value);
  return kept;
}

/** What a scan has noted, without its functions. */
export function noted(scan: EventScan): Pick<ScriptRecord, 'scan' | 'times'> {
  const { event: _, times, ...facts } = scan;
  return { scan: facts, times: Array.from(times.values.subarray(0, times.length)) };
}

/** Of a stream that k6 hands over as a whole: what it held, without the times that nobody saw. */
function scannedWhole(text: string, endMs: number): Pick<ScriptRecord, 'scan' | 'times'> {
  const scan = newScan();
  for (const block of text.split(/\r?\n\r?\n/)) {
    const data = block
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice('data:'.length).replace(/^ /, ''));
    if (data.length > 0) scan.event(data.join('\n'), endMs);
  }
  const { scan: facts } = noted(scan);
  return {
    scan: {
      ...facts,
      coalesced: 0,
      firstEventAt: undefined,
      firstTokenAt: undefined,
      firstAnswerAt: undefined,
      lastTokenAt: undefined,
    },
    times: [],
  };
}

function timesOf({ timings }: RefinedResponse<'text'>, beganMs: number): Pick<ScriptRecord, 'sentMs' | 'headersMs'> {
  const sentMs = beganMs + timings.blocked + timings.connecting + timings.tls_handshaking;
  return { sentMs, headersMs: sentMs + timings.sending + timings.waiting };
}

/** Sends a request by k6/http, which answers when all has come. */
export function sendWhole(task: Task, { url, headers, deadlineMs }: Call, clock: () => number): Exchanged {
  const beganMs = clock();
  const answer = http.post(url, task.body, { headers, timeout: deadlineMs, responseType: 'text', redirects: 0 });
  const endMs = clock();
  const answered = answer.status !== 0;
  const kept = keptHeaders(answer.headers);
  const streamed = (kept['content-type'] ?? '').includes('event-stream');
  const text = typeof answer.body === 'string' ? answer.body : '';
  const broken = answer.error !== '' && (!answered || answer.status < 400);
  return {
    ...(answered && timesOf(answer, beganMs)),
    endMs,
    status: answer.status,
    streamed,
    reused: answer.timings.connecting === 0,
    headers: kept,
    body: streamed ? '' : text.slice(0, MOST_CHARACTERS),
    ...(streamed ? scannedWhole(text, endMs) : noted(newScan())),
    overdue: broken && endMs - beganMs >= deadlineMs,
    broken,
    ...(broken && { why: answer.error }),
  };
}
