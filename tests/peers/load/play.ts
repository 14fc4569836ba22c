import type { ServerResponse } from 'node:http';
import { now, type Pacer } from './pacer.ts';
import type { Script, Step } from './script.ts';
import type { Served } from './served.ts';

const US_PER_MS = 1_000;
/** Digits of an instant: all events are as long, whatever the clock says. */
const DIGITS = 16;
const STAMP = ',"sent_us":"';
const CLOSE = '"}\n\n';

export interface Play {
  script: Script;
  response: ServerResponse;
  served: Served;
  clock: Pacer;
  /** Its x-request-id. */
  id: string;
}

/**
 * Writes an event as a chunk of its own straight to the connection: the response would take longer for it than all else
 * takes together.
 */
function sendStamped(response: ServerResponse, text: string, at: number): void {
  const length = text.length + STAMP.length + DIGITS + CLOSE.length;
  const stamp = String(Math.round(at * US_PER_MS)).padStart(DIGITS, '0');
  response.socket?.write(`${length.toString(16)}\r\n${text}${STAMP}${stamp}${CLOSE}\r\n`, 'latin1');
}

function send(response: ServerResponse, { text, isToken, isStamped }: Step, served: Served): void {
  const at = now();
  if (isToken === true) {
    served.sentAt[served.sent] = at;
    served.sent += 1;
  }
  if (isStamped === true && typeof text === 'string') sendStamped(response, text, at);
  else response.write(text);
}

/** Plays the steps at absolute times: a late one makes none of the others later. */
export function play({ script, response, served, clock, id }: Play): void {
  const { status, headers, steps, end } = script;
  if (status === 0) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...headers, 'x-request-id': id });
  response.flushHeaders();
  let at = 0;
  const dueOf = (step: Step): number => served.receivedAt + step.atMs;
  const turn = (): void => {
    for (let step = steps[at]; step !== undefined; step = steps[at]) {
      const late = now() - dueOf(step);
      if (late < 0) {
        clock.at(dueOf(step), turn);
        return;
      }
      at += 1;
      if (response.destroyed) return;
      served.mostLateMs = Math.max(served.mostLateMs, late);
      send(response, step, served);
    }
    if (end === 'end') response.end();
    // What was written goes out first.
    else if (end === 'destroy') setImmediate(() => response.destroy());
  };
  turn();
}
