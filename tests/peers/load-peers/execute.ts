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

/** Runs a tool to its end. Throws where it ends with a code that is none of `fine`, with the end of what it said. */
export async function execute(
  { command, environment }: Invocation,
  options: { folder: string; fine?: readonly number[]; input?: string },
): Promise<Execution> {
  const [file = '', ...parameters] = pinned(CORE, command);
  const child = execa(file, parameters, {
    cwd: options.folder,
    env: { HOME: options.folder, NO_COLOR: '1', ...environment },
    reject: false,
    timeout: LIMIT_MS,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  const watch = child.pid === undefined ? undefined : watchProcessor(child.pid);
  const { exitCode, stdout, stderr, timedOut } = await child;
  const processorMs = watch?.stop() ?? 0;
  if (exitCode === undefined || !(options.fine ?? [0]).includes(exitCode)) {
    const end = timedOut ? `no end after ${LIMIT_MS} ms` : `exit code ${exitCode}`;
    throw new Error(`${end}: ${(stderr.trim() || stdout.trim()).slice(-TOLD_CHARACTERS)}`);
  }
  return { processorMs, stdout };
}
