import { oneLine } from '../console-text.ts';
import { type Mark, SYMBOLS } from '../symbols.ts';
import type { HistorySummary, LoadTrend } from './summary.ts';

const NOT_THERE = '·';
const TEXT_CHARACTERS = 160;
const SIGNS = { pass: SYMBOLS.pass, fail: SYMBOLS.fail, inconclusive: SYMBOLS.inconclusive } as const;

/** `11-29 02:17` */
const nightText = (at: string): string => at.slice('YYYY-'.length, 'YYYY-MM-DDThh:mm'.length).replace('T', ' ');

const strip = (marks: readonly (Mark | undefined)[]): string =>
  marks.map((mark) => (mark === undefined ? NOT_THERE : SYMBOLS[mark])).join('');

const short = (text: string): string => {
  const line = oneLine(text);
  return line.length <= TEXT_CHARACTERS ? line : `${line.slice(0, TEXT_CHARACTERS - 1)}…`;
};

const of = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function headline({ target, runs, loadRuns }: HistorySummary): string {
  const [first, last] = [runs[0], runs.at(-1)];
  const from = first === undefined || last === undefined ? '' : `, ${nightText(first.at)} to ${nightText(last.at)}`;
  const now = last === undefined ? '' : `; the last: ${last.verdict} (exit code ${last.exitCode})`;
  return `${target.name}: ${of(runs.length, 'run')}${from}, ${of(loadRuns, 'load run')}${now}`;
}

const placeOf = ({ profile, phase, tier }: LoadTrend): string => `${profile}, ${phase}, ${tier}`;

const mediansOf = ({ nights }: LoadTrend): string =>
  nights.map(({ ms }) => (ms === undefined ? NOT_THERE : ms.toFixed(0))).join(' ');

/** A history for a terminal: what must be looked at first. */
export function historyText(summary: HistorySummary): string {
  const { checks, unchanged, load } = summary;
  const lines = [headline(summary)];
  const width = Math.max(0, ...checks.map(({ id }) => id.length));
  for (const { state, id, since, marks, text } of checks)
    lines.push(
      `  ${state.padEnd('still inconclusive'.length)}  ${id.padEnd(width)}  ${strip(marks)}  since ${nightText(since)}`,
      ...(state === 'fixed' ? [] : [`      ${short(text)}`]),
    );
  if (checks.length > 0) lines.push(`  (oldest first: ${legend()})`);
  lines.push(`  ${of(unchanged, 'check')} of the last run with nothing to tell`);
  for (const trend of load)
    lines.push(
      `  ${SIGNS[trend.verdict]} load ${trend.metric}: ${placeOf(trend)}`,
      `      medians, ms: ${mediansOf(trend)}; now ${short(trend.text)}`,
    );
  return `${lines.join('\n')}\n`;
}

const legend = (): string =>
  `${SYMBOLS.pass} passed, ${SYMBOLS.fail} failed, ${SYMBOLS.warning} a SHOULD or an expected failure, ${SYMBOLS.inconclusive} not tested, ${SYMBOLS['not-applicable']} not applicable, ${NOT_THERE} did not run`;

/** Text from outside in a cell: neither a column nor markup. */
const cell = (text: string): string =>
  short(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~]/g, String.raw`\$&`);

/** A history for an issue or a job's summary. */
export function historyMarkdown(summary: HistorySummary): string {
  const { checks, unchanged, load } = summary;
  const table = (columns: readonly string[], rows: readonly string[][]): string[] =>
    rows.length === 0
      ? []
      : [
          `| ${columns.join(' | ')} |`,
          `|${' --- |'.repeat(columns.length)}`,
          ...rows.map((row) => `| ${row.join(' | ')} |`),
          '',
        ];
  return `${[
    `### ${cell(headline(summary))}`,
    '',
    ...table(
      ['State', 'Check', 'Nights', 'Since', 'Seen last'],
      checks.map(({ state, id, marks, since, text }) => [state, cell(id), strip(marks), nightText(since), cell(text)]),
    ),
    `${of(unchanged, 'check')} of the last run with nothing to tell. ${legend()}.`,
    '',
    ...table(
      ['', 'Load', 'Where', 'Medians, ms', 'Now'],
      load.map((trend) => [
        SIGNS[trend.verdict],
        cell(trend.metric),
        cell(placeOf(trend)),
        mediansOf(trend),
        cell(trend.text),
      ]),
    ),
  ].join('\n')}\n`;
}
