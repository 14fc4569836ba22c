import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { INSTALLATIONS } from '../../../sandbox/world.ts';
import { ROOT, verdictOf } from '../verify.ts';
import { catalogue, faults } from './inventory.ts';
import { dropOutcomes, keptOutcomes } from './kept.ts';
import { fullPlan } from './plan.ts';
import { matrixPage } from './report.ts';
import { type Healthy, type MatrixOutcome, runPlan, verdictsById } from './run.ts';

/**
 * `npm run matrix`: every fault alone, those of the cluster in memory and all others by the real command; writes
 * docs/kill-matrix.md. `npm run matrix -- FAULT…`: those that are named, by the real command. `npm run matrix -- --kept`: runs
 * nothing, and writes the page from what the last `npm test` tried.
 */
const wanted = process.argv.slice(2);
const checks = catalogue();
const all = await faults();
if (wanted.includes('--kept')) {
  const names = [...INSTALLATIONS.map((installation) => `memory-${installation}`), 'process'];
  const kept = names.flatMap((name) => keptOutcomes(name, all));
  await writeFile(join(ROOT, 'docs', 'kill-matrix.md'), matrixPage(checks, all, kept));
  console.log(`docs/kill-matrix.md: ${kept.length} runs of the last npm test`);
  process.exit(0);
}
const unknown = wanted.filter((name) => !all.some((fault) => fault.name === name));
if (unknown.length > 0) {
  console.error(`no fault is named ${unknown.join(', ')}; see sandbox/faults/`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? all : all.filter((fault) => wanted.includes(fault.name));

/** Tries in memory what can be tried there: a test of its own, since it loads the checks as tests do. */
async function triedInMemory(): Promise<MatrixOutcome[]> {
  const names = INSTALLATIONS.map((installation) => `memory-${installation}`);
  await dropOutcomes(names);
  const test = ['run', '--dir', 'tests/selftest', 'kill-matrix-in-memory', '--reporter=dot'];
  // What is not as named is in the outcomes; they say it together with the rest.
  await execa('vitest', test, { cwd: ROOT, preferLocal: true, reject: false });
  return names.flatMap((name) => keptOutcomes(name, all));
}

const healthy: Healthy = new Map();
for (const installation of INSTALLATIONS) {
  const { verdict, seconds } = await verdictOf([`--sandbox=${installation}`]);
  console.log(`healthy ${installation}: ${verdict.verdict} in ${seconds.toFixed(1)} s`);
  healthy.set(installation, verdictsById(verdict));
}

const inMemory = wanted.length === 0 ? await triedInMemory() : [];
console.log(`in memory: ${inMemory.length} runs`);
const plan = fullPlan(chosen, (fault, installation) =>
  inMemory.some(({ run }) => run.installation === installation && run.faults.includes(fault)),
);
let done = 0;
const byCommand = await runPlan(plan, healthy, ({ run, problems, seconds }) => {
  done += 1;
  const name = `${run.installation} ${run.faults.map((fault) => fault.name).join(' + ')}`;
  console.log(`[${done}/${plan.length}] ${problems.length === 0 ? '√' : '×'} ${name} (${seconds.toFixed(1)} s)`);
  for (const { text } of problems) console.log(`    ${text}`);
});

const outcomes = [...inMemory, ...byCommand];
const alive = checks.filter((check) => !outcomes.some(({ verdicts }) => verdicts.get(check.id) === 'fail'));
const problems = outcomes.flatMap((outcome) => outcome.problems.map(({ text }) => text));
if (wanted.length === 0) {
  for (const check of alive) problems.push(`no fault turns ${check.id} red`);
  await writeFile(join(ROOT, 'docs', 'kill-matrix.md'), matrixPage(checks, all, outcomes));
}
console.log(
  problems.length === 0
    ? `kill matrix: ${outcomes.length} runs, every one as named${wanted.length === 0 ? `, all ${checks.length} checks killed` : ''}`
    : `kill matrix: ${problems.length} problems:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
);
process.exit(problems.length === 0 ? 0 : 1);
