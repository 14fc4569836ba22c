import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { redact } from '../platform/redact.ts';
import { type HistorySummary, summarise } from '../reports/history/summary.ts';
import { historyMarkdown, historyText } from '../reports/history/text.ts';
import { type ReadHistory, readTarget, targetFolders } from './history/store.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `
Examples:
  maas-verify run --history history                  each night: the run is added, and its page tells of the nights before
  maas-verify load chat --history history            the same for load, compared with the last five nights of the same plan
  maas-verify history history                        what has changed, what must be looked at first
  maas-verify history history -o markdown --nights 7 >> "$GITHUB_STEP_SUMMARY"
  maas-verify history history --target live-0f3a55c1d2e4 -o json

A check is new failure, still failing, flaky (one night unlike those around it), newly or still inconclusive, fixed, or removed
(the catalogue no longer has it). A history is never rewritten; each target has a folder of its own, named after its address or
by --target-name. The exit code says whether the history could be read, not what is in it: "maas-verify compare" judges.`;

const DEFAULT_NIGHTS = 14;

function nightCount(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('expected a whole number above 0');
}

interface Flags {
  target?: string;
  nights: number;
  format: 'console' | 'json' | 'markdown';
}

/** Declares `maas-verify history`. */
export function historyCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('history')
    .summary('what has changed over the nights')
    .description('Tells what has become of each check, and of the times under load, over the runs that a history has.')
    .argument('<folder>', 'the folder given to --history')
    .option('--target <key>', 'the folder of one target; all when absent')
    .option('--nights <count>', 'how many of the last runs are looked at', nightCount, DEFAULT_NIGHTS)
    .addOption(
      new Option('-o, --format <format>', 'what is printed')
        .choices(['console', 'json', 'markdown'])
        .default('console'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, flags: Flags) => {
      process.stdout.write(redact(await historyOf(folder, flags)));
      done(0);
    });
}

function wantedFolders(folder: string, target: string | undefined): string[] {
  const all = targetFolders(folder);
  const wanted = target === undefined ? all : all.filter((one) => basename(one) === target);
  if (wanted.length > 0) return wanted;
  throw new UsageError(
    `history ${folder} has no target "${target}"; it has ${all.map((one) => basename(one)).join(', ')}`,
  );
}

async function historyOf(folder: string, { target, nights, format }: Flags): Promise<string> {
  const { loadTrends } = await import('./history/load-trends.ts');
  const summaries = wantedFolders(folder, target).flatMap((path): HistorySummary[] => {
    const { entries, troubles }: ReadHistory = readTarget(path);
    // What can be read is told all the same.
    for (const trouble of troubles) process.stderr.write(`maas-verify: ${redact(trouble)}; it is left out\n`);
    const isLoad = (at: number): boolean => entries[at]?.verdict.load !== undefined;
    const lastOf = (load: boolean) => entries.filter((_, at) => isLoad(at) === load).slice(-nights);
    const looked = [...lastOf(false), ...lastOf(true)];
    const summary = summarise(looked, loadTrends(lastOf(true)));
    return summary === undefined ? [] : [summary];
  });
  if (summaries.length === 0) throw new UsageError(`history ${folder} holds no run that can be read`);
  if (format === 'json') return `${JSON.stringify(summaries, undefined, 2)}\n`;
  return summaries.map(format === 'markdown' ? historyMarkdown : historyText).join('\n');
}
