import { execa } from 'execa';
import { pinned } from '../load/pinned.ts';
import { watchProcessor } from './processor-time.ts';
import type { Invocation } from './tool.ts';

/** The core of the client; the mock has the other. */
const CORE = 0;
/** A tool that takes longer hangs, in milliseconds. */
const LIMIT_MS = 120_000;
const TOLD_CHARACTERS = 300;

export interface Execution {
  /** What it and all that it started needed of the processor. */
  processorMs: number;
  stdout: string;
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Runs a tool to its end. Throws where it ends with a code that is none of `fine`, with the end of what it said. */
export async function execute(
  { command, environment }: Invocation,
  options: { folder: string; fine?: readonly number[]; limitMs?: number },
): Promise<Execution> {
  const { limitMs = LIMIT_MS } = options;
  const [file = '', ...parameters] = pinned(CORE, command);
  const child = execa(file, parameters, {
    cwd: options.folder,
    env: { HOME: options.folder, NO_COLOR: '1', ...environment },
    reject: false,
    stdin: 'ignore',
  });
  const watch = child.pid === undefined ? undefined : watchProcessor(child.pid);
  // All of them: a worker that outlives its tool keeps the output open, and would disturb the next tool.
  const endAll = (): void => watch?.alive().forEach(end);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endAll();
  }, limitMs);
  const { exitCode, stdout, stderr } = await child;
  clearTimeout(timer);
  const processorMs = watch?.stop() ?? 0;
  endAll();
  if (late || exitCode === undefined || !(options.fine ?? [0]).includes(exitCode)) {
    const why = late ? `no end after ${limitMs} ms` : `exit code ${exitCode}`;
    throw new Error(`${why}: ${(stderr.trim() || stdout.trim()).slice(-TOLD_CHARACTERS)}`);
  }
  return { processorMs, stdout };
}
