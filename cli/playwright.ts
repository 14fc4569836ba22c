import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { execa } from 'execa';
import { SESSION_VARIABLE } from '../platform/session.ts';
import { WAITS } from '../platform/waits.ts';
import { RunEvent } from '../reports/events.ts';
import { keptCompiled } from './compiled.ts';
import { ROOT } from './root.ts';
import type { KnownCheck } from './selection.ts';

/** What Playwright itself printed is only read when it has crashed; the end of it says why. */
const MAX_LOG_CHARACTERS = 64_000;

/**
 * V8 lets its young generation grow to 48 MiB and more before it looks for what is left over: with the objects of a large
 * cluster passing through, each process is larger by a third for it, and hardly faster.
 */
const SMALL_YOUNG_GENERATION = '--max-semi-space-size=2';

export interface PlaywrightOptions {
  /** Specs to run; all when empty. */
  checks: readonly KnownCheck[];
  /** File of the session; none for a listing. */
  sessionFile?: string;
  /** Only tell what there is. */
  list?: boolean;
  onEvent: (event: RunEvent) => void;
  /** Ends the run: Playwright is interrupted, then, after WAITS.interrupt, killed. */
  signal?: AbortSignal;
}

export interface PlaywrightEnd {
  /** false: it ended before the reporter had said that all is done. */
  complete: boolean;
  /** How the process ended, for a human. */
  ending: string;
  /** The end of what it printed. */
  log: string;
}

/** Playwright in a child process, on its way. */
export interface PlaywrightRun {
  /** How it ended. Never rejects for how the child ends. */
  end: Promise<PlaywrightEnd>;
  /** Ends it at once, whatever it does: for a run that has not begun to ask the target. */
  kill(): void;
}

const unheeded = (): void => undefined;

/**
 * Node ignores SIGXFSZ, so that a file that may not grow any more is an error that can be told. execa's clean-up listens to all
 * signals that end a process, and ends this one by it, without a word; but not where somebody else listens, too.
 */
function keepTooLargeAnError(): void {
  process.off('SIGXFSZ', unheeded);
  process.on('SIGXFSZ', unheeded);
}

/** Starts the suites in a child process and passes on what the verdict reporter tells. */
export function startPlaywright(options: PlaywrightOptions): PlaywrightRun {
  keepTooLargeAnError();
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const filters = options.checks.map((check) => `/${check.file.replaceAll('.', '\\.')}$`);
  const listing = options.list === true ? ['--list'] : [];
  const child = execa(
    cli,
    ['test', '--config', join(ROOT, `playwright.config${extname(import.meta.url)}`), ...listing, ...filters],
    {
      node: true,
      ipc: true,
      serialization: 'json',
      cwd: ROOT,
      env: {
        ...keptCompiled(options.sessionFile && dirname(options.sessionFile)),
        ...(options.sessionFile !== undefined && { [SESSION_VARIABLE]: options.sessionFile }),
        FORCE_COLOR: '0',
        NODE_OPTIONS: [SMALL_YOUNG_GENERATION, process.env['NODE_OPTIONS']].filter(Boolean).join(' '),
      },
      stdin: 'ignore',
      all: true,
      buffer: false,
      reject: false,
      cancelSignal: options.signal,
      killSignal: 'SIGINT',
      forceKillAfterDelay: WAITS.interrupt,
    },
  );

  let log = '';
  child.all.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString('utf8')}`.slice(-MAX_LOG_CHARACTERS);
  });
  let complete = false;
  child.nodeChildProcess.on('message', (message: unknown) => {
    const event = RunEvent.safeParse(message);
    if (!event.success) return;
    if (event.data.type === 'done') complete = true;
    options.onEvent(event.data);
  });
  const ended = async (): Promise<PlaywrightEnd> => {
    const end = await child;
    return { complete, ending: end.signal === undefined ? `exit code ${end.exitCode}` : `signal ${end.signal}`, log };
  };
  return { end: ended(), kill: () => void child.kill('SIGKILL') };
}
