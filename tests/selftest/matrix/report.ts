import type { Fault } from '../../../sandbox/fault.ts';
import type { CatalogueEntry } from './inventory.ts';
import type { MatrixOutcome } from './run.ts';

/** The matrix as Markdown: each check with the faults that were seen to turn it red, each fault with its checks. */
export function matrixPage(checks: CatalogueEntry[], faults: Fault[], outcomes: MatrixOutcome[]): string {
  const single = outcomes.filter((outcome) => outcome.run.faults.length === 1);
  const killers = (id: string): string[] =>
    [...new Set(single.filter((outcome) => killed(outcome).includes(id)).map(nameOf))].sort();
  const inMemory = single.filter(({ run }) => run.where === 'memory').length;
  const inProcess = single.filter(({ run }) => run.where === 'process').length;
  const narrow = single.filter(({ run }) => run.checks !== undefined).length;
  const rows = checks.map((check) => `| \`${check.id}\` | ${killers(check.id).map(code).join(', ') || '**none**'} |`);
  const byFault = new Map<string, MatrixOutcome[]>();
  for (const outcome of single) byFault.set(nameOf(outcome), [...(byFault.get(nameOf(outcome)) ?? []), outcome]);
  const faultRows = [...byFault].sort(([a], [b]) => a.localeCompare(b)).map(([name, runs]) => faultRow(name, runs));
  const untried = faults.map(({ name }) => name).filter((name) => !byFault.has(name));
  return [
    '# Kill matrix',
    '',
    'Written by `npm run matrix`: each fault alone on a healthy installation. A fault that is in the objects of the cluster is tried',
    'in memory, on every installation that it is made for, and judged by every check of phases 01–07; any other on a sandbox, by the',
    'suites in one process or by the real command. A run is as it should be where the checks that the fault names fail, and every',
    'other one that the fault does not say it may touch is as it was before. A check that no fault turns red proves nothing.',
    '',
    `${checks.length} checks, ${byFault.size} faults, ${single.length} runs: ${inMemory} in memory, ${inProcess} in one process, ${single.length - inMemory - inProcess} by the command.`,
    `${narrow} are by the checks alone that the fault names, as \`npm test\` does, and the others by all phases that it can touch.`,
    ...(untried.length === 0 ? [] : ['', `Not in this edition: ${untried.map(code).join(', ')}.`]),
    '',
    '## Checks',
    '',
    '| check | turned red by |',
    '|---|---|',
    ...rows,
    '',
    '## Faults',
    '',
    '| fault | what is broken | installations | checks it turns red |',
    '|---|---|---|---|',
    ...faultRows,
    '',
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;

/** The checks that the fault names and that were seen red; consequences vary with timing and are left out. */
const killed = ({ run, verdicts }: MatrixOutcome): string[] =>
  run.faults.flatMap((fault) => fault.noticedBy).filter((id) => verdicts.get(id) === 'fail');

const nameOf = (outcome: MatrixOutcome): string => outcome.run.faults[0]?.name ?? '';

function faultRow(name: string, runs: MatrixOutcome[]): string {
  const red = new Set(
    runs.flatMap((run) => [...run.verdicts].filter(([, verdict]) => verdict === 'fail').map(([id]) => id)),
  );
  const breaks = runs[0]?.run.faults[0]?.breaks.replaceAll('|', '\\|') ?? '';
  const where = runs.map((run) => run.run.installation).join(', ');
  return `| \`${name}\` | ${breaks} | ${where} | ${[...red].sort().map(code).join(', ')} |`;
}
