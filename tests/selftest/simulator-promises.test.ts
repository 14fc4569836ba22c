import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setSimulatorArguments } from '../../sandbox/edits/simulator-arguments.ts';
import { INSTALLATIONS } from '../../sandbox/world.ts';
import { runningSandbox } from './running-sandbox.ts';
import { verdictOf } from './verify.ts';

const CHECKS = ['inference.simulator-echo', 'inference.simulator-latency', 'inference.simulator-random'];
const LIMIT_MS = 120_000;

/** The sandbox's simulators are told nothing by their arguments, as the release's: what they keep when told is seen here. */
test.each(INSTALLATIONS)(
  '%s: simulators that keep what their arguments say pass',
  async (installation) => {
    const folder = await mkdtemp(join(tmpdir(), 'maas-verify-simulators-'));
    const sandbox = await runningSandbox(folder, {
      installation,
      prepare: (world) =>
        setSimulatorArguments(world, {
          mode: 'echo',
          seed: '7',
          'time-to-first-token': '200',
          'time-to-first-token-std-dev': '40',
          'inter-token-latency': '30',
          'inter-token-latency-std-dev': '9',
        }),
    });
    try {
      const { verdict } = await verdictOf([...sandbox.flags, ...CHECKS.flatMap((check) => ['--check', check])]);

      const found = Object.fromEntries(verdict.checks.map(({ id, verdict: one }) => [id, one]));
      expect(found).toEqual({
        'inference.simulator-echo': 'pass',
        'inference.simulator-latency': 'pass',
        'inference.simulator-random': 'not-applicable',
      });
      expect(JSON.stringify(verdict.checks)).toMatch(/its seed 7 shows only after a restart/);
    } finally {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  LIMIT_MS,
);
