import type { Session } from '../platform/session.ts';
import type { CatalogueEntry } from '../reports/catalogue-schema.ts';
import type { RunEvent } from '../reports/events.ts';
import type { CheckResult } from '../reports/verdict-schema.ts';
import { declared } from './catalogue-file.ts';
import { writeAtomically } from './files.ts';
import { type PlaywrightEnd, startPlaywright } from './playwright.ts';
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
  /** Where the session will be; its folder is the private one of the run. */
  sessionFile: string;
  signal: AbortSignal;
}

/** The processes of the checks, loaded while the target is still looked at. */
export interface Suites {
  /** Lets the checks begin, and keeps what they told, also where the child process dies. `onEvent` hears all of it. */
  run(session: Session, onEvent: (event: RunEvent) => void): Promise<Learnt>;
  /** Ends them where they have not begun. */
  dismiss(): Promise<void>;
}

/** Starts to load the selected checks: they take as long as a look at the target, and need nothing of it. */
export function startSuites({ selected, subset, sessionFile, signal }: SuitesOptions): Suites {
  const loaded: CatalogueEntry[] = [];
  const results: CheckResult[] = [];
  const troubles: string[] = [];
  const early: RunEvent[] = [];
  let hear: (event: RunEvent) => void = (event) => early.push(event);
  let begun = false;
  const child = startPlaywright({
    checks: subset ? selected : [],
    sessionFile,
    signal,
    onEvent: (event) => {
      if (event.type === 'begin') loaded.push(...event.checks);
      if (event.type === 'ended') results.push(event.check);
      if (event.type === 'trouble') troubles.push(event.message);
      hear(event);
    },
  });
  return {
    async run(session, onEvent) {
      begun = true;
      for (const event of early) onEvent(event);
      hear = onEvent;
      writeAtomically(sessionFile, JSON.stringify(session), 0o600);
      const end = await child.end;
      return {
        entries: declared(selected, loaded),
        results,
        notRunReason: `did not run: ${whyNot(end, troubles, signal.aborted)}`,
        ...(!end.complete && !signal.aborted && { crashLog: `${end.ending}\n${end.log}` }),
      };
    },
    async dismiss() {
      if (begun) return;
      child.kill();
      await child.end;
    },
  };
}

function whyNot(end: PlaywrightEnd, troubles: readonly string[], interrupted: boolean): string {
  if (interrupted) return 'the run was interrupted';
  if (troubles[0] !== undefined) return troubles[0];
  if (!end.complete)
    return `the process of the checks ended before its time (${end.ending}); its output is in crash.log`;
  return 'the run ended before it was their turn';
}
