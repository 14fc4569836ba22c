import { beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/fault.ts';
import type { InstallationName } from '../../sandbox/world.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import { TRIED, type Trial, trials } from './in-process/trial.ts';
import { runInMemory, triedInMemory } from './matrix/in-memory.ts';
import { faults as allFaults } from './matrix/inventory.ts';
import { keepOutcomes } from './matrix/kept.ts';
import type { TriedInMemory } from './matrix/plan.ts';
import type { MatrixOutcome } from './matrix/run.ts';

const HOUR_MS = 3_600_000;

let checks: LoadedCheck[];
let faults: Fault[];
let healthy: ReadonlyMap<InstallationName, Trial>;
let isInMemory: TriedInMemory;
beforeAll(async () => {
  checks = await loadChecks();
  faults = await allFaults();
  healthy = await trials(checks);
  isInMemory = triedInMemory(healthy);
});

test.each(TRIED)(
  'every fault of the cluster of $installation turns red what it names, and no other check of phases 01–07',
  async ({ installation }) => {
    const trial = healthy.get(installation);
    if (trial === undefined) throw new Error(`${installation} was not judged while healthy`);
    const outcomes: MatrixOutcome[] = [];
    for (const fault of faults.filter((one) => isInMemory(one, installation))) {
      outcomes.push(await runInMemory(fault, installation, { checks, trial }));
    }
    keepOutcomes(`memory-${installation}`, outcomes);

    expect(outcomes.length).toBeGreaterThan(faults.length / 4);
    expect(outcomes.flatMap(({ problems }) => problems.map(({ text }) => text))).toEqual([]);
  },
  HOUR_MS,
);
