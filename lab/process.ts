import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';

export interface ProcessSpec {
  /** What messages call it. */
  name: string;
  file: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Where all that it prints goes. */
  logFile: string;
  /** Whether it answers; asked again and again until it does. A rejection counts as no. */
  isReady(): Promise<boolean>;
  /** Longest wait for it, in milliseconds. */
  readyWithinMs: number;
  /** How it is asked to end; SIGTERM when absent. */
  signal?: NodeJS.Signals;
}

export interface RunningProcess {
  pid: number;
  /** false once it has ended, of its own accord or by `stop`. */
  isRunning(): boolean;
  /** Asks it to end, and ends it where it does not within a few seconds; returns when it is gone. */
  stop(): Promise<void>;
}

const POLL_MS = 50;
const ENDS_WITHIN_MS = 5_000;
/** How much of a log an error quotes. */
const QUOTED_LINES = 12;

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-QUOTED_LINES).join('\n');
}

/** Starts a component and waits until it answers. Throws an Error with the end of its log where it ends or never does. */
export async function startProcess(spec: ProcessSpec): Promise<RunningProcess> {
  const child = execa(spec.file, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdin: 'ignore',
    buffer: false,
    reject: false,
    cleanup: true,
    forceKillAfterDelay: ENDS_WITHIN_MS,
  });
  const log = createWriteStream(spec.logFile, { flags: 'a', mode: 0o600 });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  let running = true;
  const ended = child.then((result) => {
    running = false;
    log.end();
    return result;
  });
  const stop = async (): Promise<void> => {
    if (running) child.kill(spec.signal ?? 'SIGTERM');
    await ended;
  };
  const until = performance.now() + spec.readyWithinMs;
  while (running && performance.now() < until) {
    if (await spec.isReady().catch(() => false)) {
      return { pid: child.pid ?? 0, isRunning: () => running, stop };
    }
    await delay(POLL_MS);
  }
  const what = running ? `did not answer within ${spec.readyWithinMs / 1000} s` : 'ended at once';
  await stop();
  throw new Error(`${spec.name} ${what}; the end of its log (${spec.logFile}):\n${await lastLines(spec.logFile)}`);
}
