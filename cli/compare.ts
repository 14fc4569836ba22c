import { type Command, Option } from 'commander';
import { redact } from '../platform/redact.ts';
import { type Comparison, compare } from '../reports/compare/compare.ts';
import { comparisonText } from '../reports/compare/text.ts';

const EXAMPLES = `
Examples:
  maas-verify compare before/verdict.json after/verdict.json       before and after an upgrade
  maas-verify compare results-a results-b -o json                  two folders of results, of load runs too
  maas-verify compare history/live-0f3a55c1d2e4/20261128-021700-4f2a.json maas-verify-out

A check is worse where it failed and had not before. What was not tested on one side, or is missing there, cannot be told; so can a
time under load that differs by less than the earlier run differs from itself, or where one of the clients did not keep up.

Exit codes: 0 no worse; 1 worse; 2 bad call; 3 cannot be told.`;

const EXIT_CODES: Readonly<Record<Comparison['outcome'], number>> = { 'no worse': 0, worse: 1, 'cannot tell': 3 };

/** Declares `maas-verify compare`. */
export function compareCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('compare')
    .summary('tell whether a run is worse than an earlier one')
    .description('Compares two runs, check by check, and the times of load runs.')
    .argument('<before>', 'a folder of results, a verdict.json or a run of a history')
    .argument('<after>', 'the same of the later run')
    .addOption(new Option('-o, --format <format>', 'what is printed').choices(['console', 'json']).default('console'))
    .addHelpText('after', EXAMPLES)
    .action(async (before: string, after: string, { format }: { format: 'console' | 'json' }) => {
      const [{ sideAt }, { loadChanges }] = await Promise.all([
        import('./compare/side.ts'),
        import('./compare/load-changes.ts'),
      ]);
      const [a, b] = [sideAt(before), sideAt(after)];
      const comparison = compare(a.verdict, b.verdict, loadChanges(a, b));
      const text = format === 'json' ? `${JSON.stringify(comparison, undefined, 2)}\n` : comparisonText(comparison);
      process.stdout.write(redact(text));
      done(EXIT_CODES[comparison.outcome]);
    });
}
