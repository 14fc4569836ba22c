import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { CatalogueEntry } from '../reports/catalogue-schema.ts';
import { allFaults } from '../sandbox/faults.ts';
import { writeAtomically } from './files.ts';
import { generatedFiles, renderCatalogue } from './generate.ts';
import { startPlaywright } from './playwright.ts';
import { ROOT } from './root.ts';

const STALE = 1;

const EXAMPLES = `
Examples:
  maas-verify catalogue                                                        to read
  maas-verify catalogue -o json | jq -r '.[] | select(.level == "must") | .id'   for a script`;

/** Every check, as its spec declares it. Throws where a spec does not load. */
export async function listChecks(): Promise<CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  const troubles: string[] = [];
  const { end: ended } = startPlaywright({
    checks: [],
    list: true,
    onEvent: (event) => {
      if (event.type === 'begin') entries.push(...event.checks);
      if (event.type === 'trouble') troubles.push(event.message);
    },
  });
  const end = await ended;
  if (troubles.length > 0 || !end.complete) {
    throw new Error(`the suites could not be loaded: ${troubles.join('; ') || `${end.ending} ${end.log}`}`);
  }
  return entries;
}

interface Flags {
  format: 'md' | 'json';
  write?: true;
  check?: true;
}

/** Declares `maas-verify catalogue`. */
export function catalogueCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('catalogue')
    .summary('list every check')
    .description('Lists every check with its requirement, what it needs and what to do when it fails.')
    .addOption(new Option('-o, --format <format>', 'as what').choices(['md', 'json']).default('md'))
    .option('--write', 'write the generated files of the repository (catalogue, docs, JSON Schemas)')
    .option('--check', 'exit 1 where a generated file is not what --write would write')
    .addHelpText('after', EXAMPLES)
    .action(async ({ format, write, check }: Flags) => {
      const checks = await listChecks();
      const files = write || check ? generatedFiles(checks, await allFaults()) : [];
      if (write) for (const { path, text } of files) writeAtomically(join(ROOT, path), text);
      const stale = check ? files.filter(({ path, text }) => current(path) !== text) : [];
      for (const { path } of write ? files : []) process.stdout.write(`wrote ${path}\n`);
      for (const { path } of stale)
        process.stderr.write(`maas-verify: ${path} is stale: "npm run generate" writes it\n`);
      if (!write && !check) process.stdout.write(renderCatalogue(checks, format));
      done(stale.length > 0 ? STALE : 0);
    });
}

function current(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}
