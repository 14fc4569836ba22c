import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ReadyFile } from '../../../sandbox/sandbox.ts';
import type { Asked, Told } from './sandbox-process.ts';

const PROCESS = fileURLToPath(new URL('sandbox-process.ts', import.meta.url));

interface HostedSandbox {
  id: number;
  ready: ReadyFile;
  close(): Promise<void>;
}

/** A process that holds sandboxes: their servers must not share the clock of what measures them. */
export interface SandboxHost {
  /** Starts a sandbox. Throws an Error where it does not start: an unknown fault, or one made for another installation. */
  start(options: Omit<Extract<Asked, { do: 'start' }>, 'do' | 'id'>): Promise<HostedSandbox>;
  close(): Promise<void>;
}

const Answer = z.custom<Told>((value) => typeof value === 'object' && value !== null && 'id' in value);

/** Starts the process. */
export function sandboxHost(): SandboxHost {
  const child = fork(PROCESS, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, (told: Told) => void>();
  let last = 0;
  child.on('message', (message) => {
    const told = Answer.parse(message);
    waiting.get(told.id)?.(told);
    waiting.delete(told.id);
  });
  child.on('exit', () => {
    for (const [id, hear] of waiting) hear({ id, failed: 'the process of the sandboxes is gone' });
  });
  const ask = (asked: Asked): Promise<Told> =>
    new Promise((resolve) => {
      waiting.set(asked.id, resolve);
      child.send(asked);
    });
  return {
    async start(options) {
      last += 1;
      const id = last;
      const told = await ask({ do: 'start', id, ...options });
      if (told.ready === undefined) throw new Error(told.failed ?? 'the sandbox did not start');
      return { id, ready: told.ready, close: async () => void (await ask({ do: 'close', id })) };
    },
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}
