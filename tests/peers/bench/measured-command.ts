import { execa } from 'execa';
import { type PeakMemory, watchMemory } from './process-tree.ts';

/** A command takes at most this long, in milliseconds, where nothing else is said: a hang is a failure of the benchmark. */
const LIMIT_MS = 300_000;

export interface CommandRun {
  command: string;
  exitCode: number | undefined;
  seconds: number;
  memory: PeakMemory;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end; its output is read as a pipe would read it. */
export async function measuredCommand(
  file: string,
  parameters: readonly string[],
  options: { folder: string; environment?: Record<string, string>; limitMs?: number },
): Promise<CommandRun> {
  const start = performance.now();
  const child = execa(file, parameters, {
    cwd: options.folder,
    env: { HOME: options.folder, NO_COLOR: '1', CI: '1', ...options.environment },
    reject: false,
    stdin: 'ignore',
    timeout: options.limitMs ?? LIMIT_MS,
  });
  const watch = child.pid === undefined ? undefined : watchMemory(child.pid);
  const { exitCode, stdout, stderr } = await child;
  const seconds = (performance.now() - start) / 1000;
  const memory = watch?.stop() ?? { largest: 0, tree: 0 };
  return { command: [file, ...parameters].join(' '), exitCode, seconds, memory, stdout, stderr };
}
