import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { INSTALLATIONS } from '../../../sandbox/world.ts';
import { ROOT, verdictOf } from '../verify.ts';
import { catalogue, faults } from './inventory.ts';
import { dropOutcomes, keptOutcomes } from './kept.ts';
import { areNamed, namedCauses } from './named-causes.ts';
import { fullPlan } from './plan.ts';
import { PHASES_VARIABLE, progressOf, WHOLE } from './progress.ts';
import { matrixPage } from './report.ts';
import { type Healthy, type MatrixOutcome, runPlan, verdictsById } from './run.ts';

/**
 * `npm run matrix`: every fault alone, those of the cluster in memory and all others on a sandbox of their own, with the suites in
 * one process; writes docs/kill-matrix.md. `npm run matrix -- --phase NAME…`: the faults that touch these phases, and no page.
 * `npm run matrix -- FAULT…`: those that are named, by the real command. `npm run matrix -- --kept`: runs nothing, and writes the
 * page from what the last `npm test` tried.
 */
const wanted = process.argv.slice(2);
const checks = catalogue();
const all = await faults();
if (wanted.includes('--kept')) {
  const names = [...INSTALLATIONS.map((installation) => `memory-${installation}`), 'process'];
  const kept = names.flatMap((name) => keptOutcomes(name, all));
  writeFileSync(join(ROOT, 'docs', 'kill-matrix.md'), matrixPage(checks, all, kept));
  console.log(`docs/kill-matrix.md: ${kept.length} runs of the last npm test`);
  process.exit(0);
}
if (wanted[0] === '--phase' || wanted.length === 0) {
  const memory = INSTALLATIONS.map((installation) => `memory-${installation}`);
  const names = wanted.length === 0 ? [...memory, WHOLE] : [WHOLE];
  await dropOutcomes(names);
  const vitest = (parameters: string[], environment: Record<string, string> = {}) =>
    execa('vitest', ['run', ...parameters], {
      cwd: ROOT,
      env: environment,
      preferLocal: true,
      reject: false,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  // What is not as named is in the outcomes, which are judged together.
  if (wanted.length === 0) await vitest(['--dir', 'tests/selftest', 'kill-matrix-in-memory', '--reporter=dot']);
  await vitest(['--dir', 'tests/selftest', '--reporter=dot', '--disable-console-intercept'], {
    [PHASES_VARIABLE]: wanted.slice(1).join(','),
  });
  conclude(names.flatMap((name) => keptOutcomes(name, all)));
}
const unknown = wanted.filter((name) => !all.some((fault) => fault.name === name));
if (unknown.length > 0) {
  console.error(`no fault is named ${unknown.join(', ')}; see sandbox/faults/`);
  process.exit(2);
}

const healthy: Healthy = new Map();
for (const installation of INSTALLATIONS) {
  const { verdict, seconds } = await verdictOf([`--sandbox=${installation}`]);
  console.log(`healthy ${installation}: ${verdict.verdict} in ${seconds.toFixed(1)} s`);
  healthy.set(installation, verdictsById(verdict));
}
const plan = fullPlan(
  all.filter((fault) => wanted.includes(fault.name)),
  () => false,
);
conclude(await runPlan(plan, healthy, progressOf(plan)));

/** Says what is not as it should be, writes the page after a whole run, and ends the process. */
function conclude(outcomes: readonly MatrixOutcome[]): never {
  const alive = checks.filter((check) => !outcomes.some(({ verdicts }) => verdicts.get(check.id) === 'fail'));
  const problems = outcomes.flatMap((outcome) => outcome.problems.map(({ text }) => text));
  if (wanted.length === 0) {
    for (const check of alive) problems.push(`no fault turns ${check.id} red`);
    writeFileSync(join(ROOT, 'docs', 'kill-matrix.md'), matrixPage(checks, all, [...outcomes]));
  }
  const named = namedCauses(outcomes);
  const missed = [...named.missed, ...named.unfounded];
  if (!areNamed(named)) problems.push(...missed.map((text) => `the cause is not among the first: ${text}`));
  console.log(`causes: ${named.tried - named.missed.length} of ${named.tried} failure modes are named among the first`);
  console.log(
    problems.length === 0
      ? `kill matrix: ${outcomes.length} runs, every one as named${wanted.length === 0 ? `, all ${checks.length} checks killed` : ''}`
      : `kill matrix: ${problems.length} problems:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  );
  process.exit(problems.length === 0 && outcomes.length > 0 ? 0 : 1);
}
