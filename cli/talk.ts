import { redact } from '../platform/redact.ts';
import { consoleView, renderConsole } from '../reports/console.ts';
import type { RunEvent } from '../reports/events.ts';
import { reconcile } from '../reports/expected-failures.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import type { LeftBehind } from './clean-up.ts';
import { accepted } from './compose.ts';
import { render } from './outputs.ts';
import { progress } from './progress.ts';
import { redacted } from './redacted.ts';
import type { RunRequest } from './run-request.ts';
import { targetText } from './target/open.ts';
import type { Survey } from './target/survey.ts';
import { terminal, wantsColour } from './terminal.ts';
import { harnessVersion } from './version.ts';
import type { Waited, Waiting } from './waiting.ts';
import { waitedText, waitingLine } from './waiting-text.ts';

/** All that a run says to its user. */
export interface Talk {
  /** What is done now, before checks run. */
  doing(text: string): void;
  /** With --wait: what is not there yet. */
  waiting(state: Waiting): void;
  /** The waiting is over, one way or the other. */
  waited(outcome: Waited): void;
  /** Checks are about to run; `spending` says what they will cost their callers. */
  opening(survey: Survey, spending?: string): void;
  on(event: RunEvent): void;
  /** What the run has created and could not delete, and had minted and could not revoke. */
  left(behind: LeftBehind): void;
  /** The end: the summary, and where the files are. */
  report(verdict: Verdict, files: readonly string[], untestable: string | undefined): void;
  stop(): void;
}

/**
 * `console` prints everything to stdout; `short` only what is wrong, with a changing line on stderr's terminal; `json` the
 * verdict alone to stdout, and what `console` prints to stderr.
 */
export function talk(request: RunRequest): Talk {
  const { format } = request.config;
  const stream = format === 'console' ? process.stdout : process.stderr;
  const view = consoleView(wantsColour(stream, request.colour));
  const screen = terminal(stream);
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  let expectations = accepted(request, undefined);
  const shown = progress({
    terminal: screen,
    view,
    checks: format !== 'short',
    mark: (check) => reconcile([redacted(check)], expectations, request.known, today).checks[0] ?? check,
  });
  const waits = waitingLine(screen);
  return {
    doing: shown.doing,
    waiting: waits,
    waited: (outcome) => {
      screen.status('');
      process.stderr.write(`${redact(waitedText(outcome))}\n`);
    },
    on: shown.on,
    stop: shown.stop,
    opening: ({ layout }, spending) => {
      expectations = accepted(request, layout?.name);
      if (format === 'short') return;
      const target = targetText(request.config, request.sandbox);
      const total = request.selected.length;
      const known = {
        layout: layout?.name ?? 'unknown',
        layoutConfidence: layout?.confidence,
        layoutEvidence: layout?.evidence ?? [],
      };
      const head = view.opening({ harnessVersion: harnessVersion(), target, total, ...known });
      screen.print(redacted(spending === undefined ? head : [...head, spending]));
    },
    left: ({ objects, tokens }) => {
      const lines = [
        ...objects.map((why) => `${why}; "maas-verify sweep" deletes it once its time is over`),
        ...tokens,
      ];
      for (const line of lines) process.stderr.write(`maas-verify: left behind: ${redact(line)}\n`);
    },
    report: (verdict, files, untestable) => {
      shown.stop();
      if (format === 'json') process.stdout.write(render(verdict, 'json', false));
      else if (untestable !== undefined) screen.print([view.untestable(verdict, untestable)]);
      else if (format === 'short') {
        process.stdout.write(renderConsole(verdict, 'short', wantsColour(process.stdout, request.colour)));
      } else screen.print([...view.summary(verdict), '', `results: ${files.join(', ')}`, view.lastLine(verdict)]);
    },
  };
}
