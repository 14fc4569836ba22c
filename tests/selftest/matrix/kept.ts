import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../../../sandbox/fault.ts';
import { INSTALLATIONS } from '../../../sandbox/world.ts';
import { ROOT } from '../verify.ts';
import { Problem } from './plan.ts';
import type { MatrixOutcome } from './run.ts';

const FOLDER = join(ROOT, '.cache', 'kill-matrix');

const fileOf = (name: string): string => join(FOLDER, `${name}.json`);

const Kept = z.array(
  z.object({
    installation: z.enum(INSTALLATIONS),
    fault: z.string(),
    verdicts: z.record(z.string(), z.string()),
    problems: z.array(Problem),
    causes: z.array(z.string()),
    seconds: z.number(),
    where: z.enum(['memory', 'process']).optional(),
    checks: z.array(z.string()).optional(),
  }),
);

/** Keeps the outcomes of faults that a test tried one by one, for `npm run matrix` to put them into its page. */
export function keepOutcomes(name: string, outcomes: readonly MatrixOutcome[]): void {
  const single = outcomes.filter(({ run }) => run.faults.length === 1);
  const kept: z.infer<typeof Kept> = single.flatMap(({ run, verdicts, problems, causes, seconds }) =>
    run.faults.map((fault) => ({
      installation: run.installation,
      fault: fault.name,
      verdicts: Object.fromEntries(verdicts),
      problems,
      causes,
      seconds,
      where: run.where,
      checks: run.checks,
    })),
  );
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(name), JSON.stringify(kept));
}

/** Forgets what an earlier run kept. */
export async function dropOutcomes(names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(fileOf(name), { force: true })));
}

/** The outcomes that were kept under a name. Throws an Error where there are none, or of a fault that is no more. */
export function keptOutcomes(name: string, faults: readonly Fault[]): MatrixOutcome[] {
  const file = fileOf(name);
  return Kept.parse(JSON.parse(readFileSync(file, 'utf8'))).map(
    ({ installation, fault, verdicts, problems, causes, seconds, where, checks }) => {
      const found = faults.find((one) => one.name === fault);
      if (found === undefined) throw new Error(`${file} is of another state: no fault is named ${fault}`);
      const run = { installation, faults: [found], phases: [], where, checks };
      return { run, verdicts: new Map(Object.entries(verdicts)), problems, causes, seconds };
    },
  );
}
