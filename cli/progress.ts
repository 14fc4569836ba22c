import { pause, WAITS } from '../platform/waits.ts';
import type { ConsoleView } from '../reports/console.ts';
import type { RunEvent } from '../reports/events.ts';
import type { CheckResult } from '../reports/verdict-schema.ts';
import type { Terminal } from './terminal.ts';

const MS = 1_000;

/** What the user sees while checks run. */
export interface Progress {
  /** Says what is done now, before checks run. */
  doing(text: string): void;
  on(event: RunEvent): void;
  stop(): void;
}

export interface ProgressOptions {
  terminal: Terminal;
  view: ConsoleView;
  /** Print every check as it ends; else only the changing line of a terminal. */
  checks: boolean;
  /** The check as it will be in the verdict: known defects are marked. */
  mark: (check: CheckResult) => CheckResult;
}

/** Prints checks as they end and, on a terminal, a line that says what runs now and for how long. */
export function progress({ terminal, view, checks, mark }: ProgressOptions): Progress {
  let total = 0;
  let ended = 0;
  let previous: CheckResult | undefined;
  let now: { title: string; since: number; mentioned: number } | undefined;
  const stopping = new AbortController();

  const draw = (): void => {
    if (now === undefined) return;
    const ms = performance.now() - now.since;
    const text = `[${ended + 1}/${total}] ${now.title} (${Math.floor(ms / MS)} s)`;
    terminal.status(text);
    if (!terminal.interactive && checks && ms - now.mentioned >= WAITS.stillRunning) {
      now.mentioned = ms;
      terminal.print([`  still running: ${text}`]);
    }
  };
  const ticking = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await pause(WAITS.progress, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) draw();
    }
  };
  void ticking();

  return {
    doing: (text) => {
      if (terminal.interactive) terminal.status(`${text}…`);
      else if (checks) terminal.print([`${text}…`]);
    },
    on: (event) => {
      if (event.type === 'begin') total = event.total;
      if (event.type === 'started') {
        now = { title: event.title, since: performance.now(), mentioned: 0 };
        draw();
      }
      if (event.type !== 'ended') return;
      now = undefined;
      ended = event.index;
      const check = mark(event.check);
      if (checks) terminal.print(view.check(check, { index: event.index, total, previous }));
      previous = check;
    },
    stop: () => {
      stopping.abort();
      terminal.status('');
    },
  };
}
