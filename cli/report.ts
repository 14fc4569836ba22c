import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { redact } from '../platform/redact.ts';
import { Verdict } from '../reports/verdict-schema.ts';
import { fileTrouble } from './files.ts';
import { render, VIEWS, type View, type ViewExtras } from './outputs.ts';
import { wantsColour } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `
Examples:
  maas-verify report maas-verify-out/verdict.json                      what the run printed, again
  maas-verify report maas-verify-out/verdict.json -o markdown >> "$GITHUB_STEP_SUMMARY"
  maas-verify report maas-verify-out/verdict.json -o html > report.html
  maas-verify report maas-verify-out/verdict.json -o conformance       YAML in the shape of the Gateway API's reports
  maas-verify report maas-verify-out/verdict.json -o openmetrics > /var/lib/node_exporter/maas.prom

The exit code says whether the report could be made, not what the verdict was.`;

/** Declares `maas-verify report`. */
export function reportCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('report')
    .summary('show a verdict')
    .description('Renders a verdict.json.')
    .argument('<verdict>', 'a verdict.json')
    .addOption(new Option('-o, --format <format>', 'what is made of it').choices(VIEWS).default('console'))
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: { format: View; color: boolean }) => {
      const colour = wantsColour(process.stdout, options.color);
      const verdict = readVerdict(file);
      const extras = await extrasBeside(file, verdict, options.format);
      process.stdout.write(redact(render(verdict, options.format, colour, extras)));
      done(0);
    });
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
