import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { redact } from '../platform/redact.ts';
import { Verdict } from '../reports/verdict-schema.ts';
import { fileTrouble } from './files.ts';
import { demandFolder, render, VIEWS, type View, type ViewExtras } from './outputs.ts';
import { shellWord } from './shell-words.ts';
import { wantsColour } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = [...VIEWS, 'allure'] as const;
type Format = (typeof FORMATS)[number];

const EXAMPLES = `
Examples:
  maas-verify report maas-verify-out/verdict.json                      what the run printed, again
  maas-verify report maas-verify-out/verdict.json -o markdown >> "$GITHUB_STEP_SUMMARY"
  maas-verify report maas-verify-out/verdict.json -o html > report.html
  maas-verify report maas-verify-out/verdict.json -o html --history history > report.html      with the nights before
  maas-verify report maas-verify-out/verdict.json -o conformance       YAML in the shape of the Gateway API's reports
  maas-verify report maas-verify-out/verdict.json -o openmetrics > /var/lib/node_exporter/maas.prom
  maas-verify report maas-verify-out/verdict.json -o allure --out allure    results, and with allure installed its report

The exit code says whether the report could be made, not what the verdict was.`;

/** Declares `maas-verify report`. */
export function reportCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('report')
    .summary('show a verdict')
    .description('Renders a verdict.json.')
    .argument('<verdict>', 'a verdict.json')
    .addOption(new Option('-o, --format <format>', 'what is made of it').choices(FORMATS).default('console'))
    .option('--out <folder>', 'folder for the results and the report of Allure')
    .option('--history <folder>', 'the history that the run is in: -o html tells of the nights before, too')
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: Options) => {
      await report(file, options);
      done(0);
    });
}

interface Options {
  format: Format;
  out?: string;
  history?: string;
  color: boolean;
}

async function report(file: string, { format, out, history, color }: Options): Promise<void> {
  if (out !== undefined && format !== 'allure')
    throw new UsageError('--out is for -o allure, every other format is printed: leave it out');
  if (history !== undefined && format !== 'html')
    throw new UsageError('--history is for -o html, no other format tells of nights: leave it out');
  const verdict = readVerdict(file);
  if (history !== undefined && verdict.load !== undefined)
    throw new UsageError('the page of a load run tells of no nights, "maas-verify history" does: leave --history out');
  if (format === 'allure') return writeAllure(verdict, out);
  const extras = {
    ...(await extrasBeside(file, verdict, format)),
    ...(history === undefined ? {} : (await import('./history/kept-nights.ts')).nightsUpTo(history, verdict)),
  };
  process.stdout.write(redact(render(verdict, format, wantsColour(process.stdout, color), extras)));
}

/** Results for Allure, and its report where Allure is installed. */
async function writeAllure(verdict: Verdict, out: string | undefined): Promise<void> {
  if (out === undefined) throw new UsageError('-o allure writes files: name a folder for them with --out');
  demandFolder(out);
  const { generateAllureReport, writeAllureResults } = await import('./allure.ts');
  const folder = resolve(out);
  const results = writeAllureResults(folder, verdict);
  const report = await generateAllureReport(folder);
  const rest =
    report === undefined
      ? 'allure is not installed, so there is no report of it: npm install --global allure, then the same again'
      : `report in ${report}: npx allure open ${shellWord(report)}`;
  process.stdout.write(`results in ${results}; ${rest}\n`);
}

/** What a view shows of a load run besides its verdict; the engine's modules are loaded only where there was one. */
async function extrasBeside(file: string, verdict: Verdict, view: View): Promise<ViewExtras> {
  if (verdict.load === undefined || (view !== 'html' && view !== 'openmetrics')) return {};
  const { keptExtras, measuresBeside } = await import('./load/kept.ts');
  const measures = measuresBeside(file, verdict);
  if (measures === undefined) return {};
  if (view === 'html') return { load: await keptExtras(file, measures) };
  const { loadNumbers } = await import('./load/numbers.ts');
  return { numbers: loadNumbers(measures) };
}

/** Reads a verdict.json. Throws UsageError, one line. */
function readVerdict(file: string): Verdict {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`verdict ${file} ${fileTrouble(error)}`);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UsageError(`verdict ${file} is not JSON`);
  }
  const parsed = Verdict.safeParse(document);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UsageError(`verdict ${file} is not a verdict of this version: ${issue?.path.join('.')} ${issue?.message}`);
}
