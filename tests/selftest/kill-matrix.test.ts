import { beforeAll, expect, test } from 'vitest';
import { INSTALLATIONS } from '../../sandbox/world.ts';
import { loadChecks } from './in-process/checks.ts';
import { trials } from './in-process/trial.ts';
import { triedInMemory } from './matrix/in-memory.ts';
import { catalogue, faults, installationsOf } from './matrix/inventory.ts';
import { keepOutcomes } from './matrix/kept.ts';
import { quickPlan } from './matrix/plan.ts';
import { type Healthy, runPlan, verdictsById } from './matrix/run.ts';
import { verdictOf } from './verify.ts';

const healthy: Healthy = new Map();
const MINUTES = 60_000;

beforeAll(async () => {
  await Promise.all(
    INSTALLATIONS.map(async (installation) => {
      const { verdict } = await verdictOf([`--sandbox=${installation}`]);
      healthy.set(installation, verdictsById(verdict));
    }),
  );
}, 4 * MINUTES);

test.each(INSTALLATIONS)('a healthy %s is green: nothing fails, nothing is untested', (installation) => {
  const verdicts = [...(healthy.get(installation) ?? [])];

  const wrong = verdicts.filter(([, verdict]) => verdict === 'fail' || verdict === 'inconclusive');

  expect(verdicts.length).toBe(catalogue().length);
  expect(wrong).toEqual([]);
});

test(
  'every check is killed by its first fault, here or in memory, and nothing else turns red',
  async () => {
    const all = await faults();
    const isInMemory = triedInMemory(await trials(await loadChecks()));
    const plan = await quickPlan(all, catalogue(), isInMemory);

    const outcomes = await runPlan(plan, healthy, ({ run, seconds, problems }) => {
      const names = run.faults.map((fault) => fault.name).join(' + ');
      console.log(`${problems.length === 0 ? '√' : '×'} ${run.installation}: ${names} (${seconds.toFixed(1)} s)`);
    });

    keepOutcomes('command', outcomes);
    expect(outcomes.flatMap(({ problems }) => problems.map(({ text }) => text))).toEqual([]);
    const killed = new Set(
      outcomes.flatMap(({ verdicts }) => [...verdicts].filter(([, v]) => v === 'fail').map(([id]) => id)),
    );
    // That what is tried in memory is red there is what kill-matrix-in-memory.test.ts expects.
    const inMemory = all.filter((fault) => installationsOf(fault).some((where) => isInMemory(fault, where)));
    for (const id of inMemory.flatMap(({ noticedBy }) => noticedBy)) killed.add(id);
    expect(
      catalogue()
        .map((check) => check.id)
        .filter((id) => !killed.has(id)),
    ).toEqual([]);
  },
  20 * MINUTES,
);
