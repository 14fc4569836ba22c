import { z } from 'zod';
import { failureModes } from '../layouts/failure-modes.ts';
import { PHASES } from '../layouts/phases.ts';
import { profileJsonSchema } from '../load/profile/profile.ts';
import { configJsonSchema } from '../platform/config.ts';
import type { CatalogueEntry } from '../reports/catalogue-schema.ts';
import { ExpectedFailures } from '../reports/expected-failures.ts';
import { Verdict } from '../reports/verdict-schema.ts';
import { type FaultFacts, failureModesPage } from './failure-modes.ts';

/** A file of the repository that is made from the sources; `path` is below the repository's folder. */
export interface GeneratedFile {
  path: string;
  text: string;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Everything that `npm run generate` writes. */
export function generatedFiles(checks: readonly CatalogueEntry[], faults: readonly FaultFacts[]): GeneratedFile[] {
  return [
    { path: 'suites/catalogue.json', text: renderCatalogue(checks, 'json') },
    { path: 'docs/checks.md', text: renderCatalogue(checks, 'md') },
    { path: 'docs/failure-modes.md', text: failureModesPage(failureModes(), faults) },
    { path: 'docs/maas-verify.schema.json', text: asJson(configJsonSchema()) },
    { path: 'docs/load-profile.schema.json', text: asJson(profileJsonSchema()) },
    { path: 'docs/verdict.schema.json', text: asJson(z.toJSONSchema(Verdict)) },
    { path: 'docs/expected-failures.schema.json', text: asJson(z.toJSONSchema(ExpectedFailures, { io: 'input' })) },
  ];
}

/** The catalogue as Markdown for a reader, or as JSON for a program. */
export function renderCatalogue(checks: readonly CatalogueEntry[], format: 'md' | 'json'): string {
  if (format === 'json') return asJson(checks);
  const musts = checks.filter((check) => check.level === 'must').length;
  const phases = PHASES.map(({ name, title }) => ({
    name,
    title,
    own: checks.filter((check) => check.phase === name),
  }));
  return [
    '# The checks',
    '',
    `${checks.length} checks: ${musts} MUST, ${checks.length - musts} SHOULD. Made from the specs by \`npm run generate\`; do not edit.`,
    ...phases.filter(({ own }) => own.length > 0).flatMap(({ name, title, own }) => phaseSection(name, title, own)),
    '',
  ].join('\n');
}

function phaseSection(name: string, title: string, checks: readonly CatalogueEntry[]): string[] {
  return ['', `## ${title}`, '', `\`--phase ${name}\`, ${checks.length} checks`, ...checks.flatMap(checkSection)];
}

function checkSection(check: CatalogueEntry): string[] {
  const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
  return [
    '',
    `### ${check.id}`,
    '',
    `${plain(check.title.charAt(0).toUpperCase() + check.title.slice(1))}. ${plain(check.requirement)}`,
    '',
    `- level: ${check.level.toUpperCase()}`,
    `- needs: ${code(check.needs)}`,
    ...(check.dependsOn.length === 0 ? [] : [`- explained by: ${code(check.dependsOn)}`]),
    `- when it fails: ${plain(check.remedy)}`,
    `- guide: ${plain(check.guide)}`,
    `- proven by the faults ${code(check.catches)}`,
  ];
}

/** Text of a declaration must not become markup: `<namespace>` would vanish. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_[\]]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
