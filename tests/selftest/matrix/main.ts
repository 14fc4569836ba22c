import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INSTALLATIONS } from '../../../sandbox/world.ts';
import { ROOT, verdictOf } from '../verify.ts';
import { catalogue, faults } from './inventory.ts';
import { fullPlan } from './plan.ts';
import { matrixPage } from './report.ts';
import { type Healthy, runPlan, verdictsById } from './run.ts';

/** `npm run matrix [-- FAULT…]`: every fault (or those named) alone; all of them together also write docs/kill-matrix.md. */
const wanted = process.argv.slice(2);
const checks = catalogue();
const all = await faults();
const unknown = wanted.filter((name) => !all.some((fault) => fault.name === name));
if (unknown.length > 0) {
  console.error(`no fault is named ${unknown.join(', ')}; see sandbox/faults/`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? all : all.filter((fault) => wanted.includes(fault.name));

const healthy: Healthy = new Map();
for (const installation of INSTALLATIONS) {
  const { verdict, seconds } = await verdictOf([`--sandbox=${installation}`]);
  console.log(`healthy ${installation}: ${verdict.verdict} in ${seconds.toFixed(1)} s`);
  healthy.set(installation, verdictsById(verdict));
}

const plan = fullPlan(chosen);
let done = 0;
const outcomes = await runPlan(plan, healthy, ({ run, problems, seconds }) => {
  done += 1;
  const name = `${run.installation} ${run.faults.map((fault) => fault.name).join(' + ')}`;
  console.log(`[${done}/${plan.length}] ${problems.length === 0 ? '√' : '×'} ${name} (${seconds.toFixed(1)} s)`);
  for (const problem of problems) console.log(`    ${problem}`);
});

const alive = checks.filter((check) => !outcomes.some(({ verdicts }) => verdicts.get(check.id) === 'fail'));
const problems = outcomes.flatMap((outcome) => outcome.problems);
if (wanted.length === 0) {
  for (const check of alive) problems.push(`no fault turns ${check.id} red`);
  await writeFile(join(ROOT, 'docs', 'kill-matrix.md'), matrixPage(checks, all, outcomes));
}
console.log(
  problems.length === 0
    ? `kill matrix: ${plan.length} runs, every one as named${wanted.length === 0 ? `, all ${checks.length} checks killed` : ''}`
    : `kill matrix: ${problems.length} problems:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
);
process.exit(problems.length === 0 ? 0 : 1);
