import { stripVTControlCharacters } from 'node:util';
import { findings, numbersOf } from './findings.ts';
import { gateCountsText, gateWhere } from './load-gates.ts';
import { causeText, markOf, SYMBOLS, said } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/** A job summary above 1 MiB is not shown at all; this leaves room for what other steps of the job add. */
const MAX_BYTES = 900_000;
/** One cell: enough to understand, short enough that a table stays a table. */
const MAX_CELL = 600;

/** The verdict as Markdown, for a CI job's summary: at most 900,000 bytes, what is wrong first. */
export function renderMarkdown(verdict: Verdict): string {
  const sections = [
    head(verdict),
    wrong(verdict),
    untested(verdict),
    permissions(verdict),
    toCollect(verdict),
    expected(verdict),
    load(verdict),
    drift(verdict),
    every(verdict.checks),
  ];
  return capped(sections.filter((section) => section !== '').join('\n\n'));
}

function head(verdict: Verdict): string {
  const { kind, layout, versions } = verdict.target;
  const cluster = versions.openshift === undefined ? '' : `, OpenShift ${inline(versions.openshift)}`;
  const rerun = verdict.run.rerun === undefined ? '' : `\n\nAgain: ${code(verdict.run.rerun)}`;
  return [
    `## MaaS verification: ${verdict.run.interrupted ? 'interrupted, ' : ''}${verdict.verdict}`,
    '',
    `${inline(numbersOf(verdict).join('; '))}; exit code ${verdict.exitCode}. Target: ${kind}, layout ${inline(layout)}${cluster}.${rerun}`,
  ].join('\n');
}

function wrong(verdict: Verdict): string {
  const rows = findings(verdict).causes.flatMap(({ check, consequences }) => [
    [
      `${SYMBOLS[markOf(check)]} ${code(check.id)}`,
      cell(check.requirement),
      cell(said(check)),
      cell(check.cause === undefined ? check.remedy : `${causeText(check.cause)} ${check.remedy}`),
      cell(check.guide),
    ],
    ...consequences.map((other) => [`↳ ${SYMBOLS[markOf(other)]} ${code(other.id)}`, '', cell(said(other)), '', '']),
  ]);
  return table('What is wrong', ['check', 'required', 'observed', 'do', 'guide'], rows);
}

function untested(verdict: Verdict): string {
  const rows = findings(verdict).untested.map(({ reason, checks }) => [
    checks.map((check) => code(check.id)).join(' '),
    cell(reason),
  ]);
  return table('Not tested', ['checks', 'why'], rows);
}

function permissions(verdict: Verdict): string {
  const { missing } = verdict.target.permissions;
  return missing.length === 0
    ? ''
    : `### Permissions to ask for\n\n${missing.map((line) => `- ${code(line)}`).join('\n')}`;
}

function toCollect({ target }: Verdict): string {
  const commands = target.bundle?.collect ?? [];
  return commands.length === 0
    ? ''
    : `### What the bundle lacks\n\nCollected ${target.bundle?.collectedAt}. This collects the rest:\n\n${commands.map((line) => `- ${code(line)}`).join('\n')}`;
}

function expected(verdict: Verdict): string {
  const known = verdict.expectedFailures.matched.map(({ id, reason, reference }) => [
    code(id),
    cell(reason),
    cell(reference),
  ]);
  const stale = verdict.expectedFailures.stale.map(({ id, reason, why }) => [`‼ ${code(id)}`, cell(reason), cell(why)]);
  return table('Known defects', ['check', 'reason', 'reference'], [...known, ...stale]);
}

function load(verdict: Verdict): string {
  const sections = (verdict.load ?? []).map((result) => {
    const rows = result.gates.map((gate) => [
      `${SYMBOLS[gate.verdict]} ${cell(gate.gate)}`,
      cell(gateWhere(gate)),
      cell(gate.text),
    ]);
    const title = `### ${inline(gateCountsText(result)).replace(/^l/, 'L')}`;
    return [title, table('', ['gate', 'where', 'seen'], rows)].filter((part) => part !== '').join('\n\n');
  });
  return sections.join('\n\n');
}

function drift(verdict: Verdict): string {
  const rows = verdict.drift.map((row) => [
    cell(row.subject),
    cell(row.guide),
    cell(row.release),
    cell(row.observed),
    cell(row.consequence ?? ''),
  ]);
  return table('Drift', ['subject', 'guide', 'release', 'observed', 'for who follows the guide'], rows);
}

function every(checks: readonly CheckResult[]): string {
  if (checks.length === 0) return '';
  const rows = checks.map((check) => [SYMBOLS[markOf(check)], code(check.id), cell(check.title), cell(said(check))]);
  const inner = table('', ['', 'check', 'desired state', 'seen'], rows);
  return `<details><summary>All ${checks.length} checks</summary>\n\n${inner}\n\n</details>`;
}

function table(title: string, columns: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [row(columns), row(columns.map(() => '---')), ...rows.map(row)];
  return `${title === '' ? '' : `### ${title}\n\n`}${lines.join('\n')}`;
}

/** Text that must neither become markup nor end a table's cell. */
export function inline(text: string): string {
  return (
    stripVTControlCharacters(text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
      .trim()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_{}[\]#|~@]/g, '\\$&')
      .replace(/\s*\n\s*/g, '<br>')
  );
}

const cell = (text: string): string => inline(text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text);

/** A code span in a table: `|` would end the cell even there, and a backtick the span. */
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``;

function capped(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= MAX_BYTES) return `${text}\n`;
  const kept = bytes.subarray(0, MAX_BYTES).toString('utf8');
  const whole = kept.slice(0, kept.lastIndexOf('\n'));
  const closing = whole.includes('<details>') && !whole.includes('</details>') ? '\n\n</details>' : '';
  return `${whole}${closing}\n\nThe summary is cut here: the whole result is in verdict.json.\n`;
}
