import type { Manifest } from '../manifest/manifest.ts';
import type { Finding } from './finding.ts';

/** Text from outside in a line of Markdown: nothing of it becomes a heading, a link, a mention or HTML. */
const inline = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replaceAll('@', '@\u200b');

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

const heading = ({ title, failureMode }: Finding): string =>
  failureMode === undefined ? inline(title) : `${inline(title)} (${failureMode})`;

const section = (finding: Finding, place: number): string[] => [
  `### ${place}. ${heading(finding)}`,
  '',
  `${finding.likelihood}: ${inline(finding.cause)}`,
  '',
  fenced(finding.evidence.map(({ where, text }) => `${where}: ${text}`).join('\n')),
  '',
  'What helps:',
  '',
  // Commands stand as they are to be typed.
  fenced(finding.remedy),
  '',
  ...(finding.checks.length === 0 ? [] : [`Failed checks: ${finding.checks.map((id) => `\`${id}\``).join(', ')}`, '']),
];

/** The findings as Markdown, to be put into an issue. */
export function findingsMarkdown(
  findings: readonly Finding[],
  { layout, scope, startedAt, harnessVersion }: Manifest,
): string {
  return [
    '## Diagnosis',
    '',
    `Release ${inline(layout)}, collected ${startedAt} by maas-verify ${inline(harnessVersion)} for ${inline(scope)}.`,
    '',
    ...(findings.length === 0
      ? ['Nothing that was collected shows a known cause.', '']
      : findings.flatMap((finding, index) => section(finding, index + 1))),
  ].join('\n');
}
