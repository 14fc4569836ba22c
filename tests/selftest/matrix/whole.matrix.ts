import { afterAll, expect, test } from 'vitest';
import { INSTALLATIONS } from '../../../sandbox/world.ts';
import { loadChecks } from '../in-process/checks.ts';
import { suitesInProcess } from '../in-process/run.ts';
import { sandboxHost } from '../in-process/sandbox-host.ts';
import { trials } from '../in-process/trial.ts';
import { verdictOf } from '../verify.ts';
import { triedInMemory } from './in-memory.ts';
import { faults } from './inventory.ts';
import { keepOutcomes } from './kept.ts';
import { fullPlan, touchedPhases } from './plan.ts';
import { PHASES_VARIABLE, progressOf, WHOLE } from './progress.ts';
import { type Healthy, runPlan, verdictsById } from './run.ts';

const HOURS = 3_600_000;
/** Most of a run is waiting for windows and caches. */
const SIDE_BY_SIDE = 3;

const host = sandboxHost();
afterAll(() => host.close());

test(
  'each fault turns red what it names, and nothing that it does not say it may touch',
  async () => {
    const healthy: Healthy = new Map();
    for (const installation of INSTALLATIONS) {
      const { verdict } = await verdictOf([`--sandbox=${installation}`]);
      healthy.set(installation, verdictsById(verdict));
    }
    const phases = (process.env[PHASES_VARIABLE] ?? '').split(',').filter((name) => name !== '');
    const isInMemory = triedInMemory(await trials(await loadChecks()));
    const chosen = (await faults()).filter((fault) => {
      const touched = touchedPhases(fault);
      return phases.length === 0 || touched.length === 0 || touched.some((phase) => phases.includes(phase));
    });
    const plan = fullPlan(chosen, isInMemory);

    const suites = await suitesInProcess(host);
    const outcomes = await runPlan(
      plan,
      healthy,
      progressOf(plan),
      ({ faults: made, ...run }) => suites.run({ ...run, faults: made.map(({ name }) => name) }),
      SIDE_BY_SIDE,
    );

    keepOutcomes(WHOLE, outcomes);
    expect(outcomes.length).toBeGreaterThan(0);
  },
  3 * HOURS,
);
