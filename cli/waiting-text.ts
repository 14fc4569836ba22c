import { redact } from '../platform/redact.ts';
import { oneLine } from '../reports/console-text.ts';
import type { Terminal } from './terminal.ts';
import type { Waited, Waiting } from './waiting.ts';

const MS = 1000;
const MINUTE_SECONDS = 60;

/** `2 m 5 s` */
function spoken(ms: number): string {
  const seconds = Math.round(ms / MS);
  const minutes = Math.floor(seconds / MINUTE_SECONDS);
  return minutes === 0 ? `${seconds} s` : `${minutes} m ${seconds % MINUTE_SECONDS} s`;
}

/** Shows the current reason: in place on a terminal; elsewhere a line on stderr whenever the reason is another one. */
export function waitingLine(screen: Terminal): (state: Waiting) => void {
  let shown: string | undefined;
  return ({ reason, missing, leftMs }) => {
    const others = missing === 1 ? '' : ` (and ${missing - 1} more)`;
    const text = redact(`waiting, ${spoken(leftMs)} left: ${oneLine(reason)}${others}`);
    if (screen.interactive) screen.status(text);
    else if (shown !== reason) process.stderr.write(`${text}\n`);
    shown = reason;
  };
}

/** How the waiting ended, in a line or two. */
export function waitedText({ ms, outcome, missing }: Waited): string {
  const [first, ...others] = missing;
  const what =
    first === undefined ? '' : `${oneLine(first)}${others.length === 0 ? '' : ` (and ${others.length} more)`}`;
  if (outcome === 'ready') return `all that was waited for holds after ${spoken(ms)}; now everything is judged`;
  if (outcome === 'time-over') return `the time to wait is over after ${spoken(ms)}: ${what}`;
  if (outcome === 'hopeless') return `no waiting helps: ${what}`;
  if (outcome === 'interrupted') return `interrupted after ${spoken(ms)} of waiting`;
  return 'nothing to wait for: none of these checks only reads the cluster';
}
