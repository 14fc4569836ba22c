import type { CatalogueEntry } from '../reports/catalogue-schema.ts';
import type { RunEvent } from '../reports/events.ts';
import type { CheckResult } from '../reports/verdict-schema.ts';
import { declared } from './catalogue-file.ts';
import { type PlaywrightEnd, runPlaywright } from './playwright.ts';
import type { KnownCheck } from './selection.ts';

/** What is known of the selected checks at the end of a run, however it ended. */
export interface Learnt {
  /** The selected checks, in order. */
  entries: CatalogueEntry[];
  results: CheckResult[];
  /** Why checks without a result have none. */
  notRunReason: string;
  /** What Playwright printed, where it ended before its time. */
  crashLog?: string;
}

/** Nothing has run: every selected check is untested for one reason. */
export function nothingRun(selected: readonly KnownCheck[], reason: string): Learnt {
  return { entries: declared(selected, []), results: [], notRunReason: reason };
}

export interface SuitesOptions {
  selected: readonly KnownCheck[];
  /** true: these are not all checks, so Playwright is told which. */
  subset: boolean;
  sessionFile: string;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
}

/** Runs the selected checks and keeps what they told, also where the child process dies. */
export async function runSuites({ selected, subset, sessionFile, signal, onEvent }: SuitesOptions): Promise<Learnt> {
  const loaded: CatalogueEntry[] = [];
  const results: CheckResult[] = [];
  const troubles: string[] = [];
  const end = await runPlaywright({
    checks: subset ? selected : [],
    sessionFile,
    signal,
    onEvent: (event) => {
      if (event.type === 'begin') loaded.push(...event.checks);
      if (event.type === 'ended') results.push(event.check);
      if (event.type === 'trouble') troubles.push(event.message);
      onEvent(event);
    },
  });
  return {
    entries: declared(selected, loaded),
    results,
    notRunReason: `did not run: ${whyNot(end, troubles, signal.aborted)}`,
    ...(!end.complete && !signal.aborted && { crashLog: `${end.ending}\n${end.log}` }),
  };
}

function whyNot(end: PlaywrightEnd, troubles: readonly string[], interrupted: boolean): string {
  if (interrupted) return 'the run was interrupted';
  if (troubles[0] !== undefined) return troubles[0];
  if (!end.complete)
    return `the process of the checks ended before its time (${end.ending}); its output is in crash.log`;
  return 'the run ended before it was their turn';
}
