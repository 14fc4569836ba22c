import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type Lab, startLab } from '../../lab/lab.ts';
import type { InstallationName } from '../../sandbox/world.ts';
import { targetFlags, targetKeys } from '../selftest/running-sandbox.ts';
import { temporaryFolder, verdictOf } from '../selftest/verify.ts';

export interface RunningLab extends Lab {
  /** `maas-verify run` against it, with everything allowed; what is given comes after its own flags. */
  run(...parameters: string[]): ReturnType<typeof verdictOf>;
  /** Its addresses, by the names of their configuration keys. */
  target: Record<string, unknown>;
}

const EXPECTED = fileURLToPath(new URL('../../lab/expected-failures.yaml', import.meta.url));

/** What the machine lacks of what the lab is made with; undefined: nothing. */
async function missingTools(): Promise<string | undefined> {
  const asked = [
    ['go', 'version'],
    ['python3', '--version'],
  ] as const;
  for (const [tool, flag] of asked) {
    const { failed } = await execa(tool, [flag], { reject: false });
    if (failed) return tool;
  }
  return undefined;
}

/** Says once that a file of tests is skipped, and why. In CI nothing is: what the lab needs is installed there. */
export async function canRun(): Promise<boolean> {
  const missing = await missingTools();
  if (missing === undefined || process.env['LAB_REQUIRED'] !== undefined) return true;
  console.warn(`skipped: the lab is made with Go and Python, and there is no ${missing} here`);
  return false;
}

/** Starts a lab in this process. */
export async function runningLab(installation: InstallationName): Promise<RunningLab> {
  const lab = await startLab({ installation, faults: [], labFaults: [], say: () => undefined });
  const folder = await temporaryFolder();
  const own = await targetFlags(lab.ready, folder);
  const allowed = ['--allow-changes', '--allow-disruption'];
  const expected = installation === 'guide' ? [] : ['--expected-failures', EXPECTED];
  return {
    ...lab,
    target: await targetKeys(lab.ready, folder),
    run: (...parameters) => verdictOf([...own, ...allowed, ...expected, ...parameters]),
    async close() {
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
