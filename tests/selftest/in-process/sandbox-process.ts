/** The other end of sandbox-host.ts: starts and closes sandboxes as it is asked to, and ends when nobody asks any more. */
import { type ReadyFile, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { InstallationName } from '../../../sandbox/world.ts';

export type Asked =
  | { do: 'start'; id: number; installation: InstallationName; faults: readonly string[]; folder: string }
  | { do: 'close'; id: number };

export interface Told {
  id: number;
  ready?: ReadyFile;
  /** Why it did not start. */
  failed?: string;
}

const running = new Map<number, Sandbox>();

async function answer(asked: Asked): Promise<Told> {
  const { id } = asked;
  if (asked.do === 'close') {
    await running.get(id)?.close();
    running.delete(id);
    return { id };
  }
  const { installation, faults, folder } = asked;
  try {
    const sandbox = await startSandbox({ installation, faults: [...faults], folder, realWindows: false });
    running.set(id, sandbox);
    return { id, ready: sandbox.ready };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', async (asked: Asked) => {
  process.send?.(await answer(asked));
});
process.on('disconnect', () => process.exit(0));
