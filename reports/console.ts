import picocolors from 'picocolors';
import { columns, countedChecks, DETAIL_INDENT, indented, oneLine } from './console-text.ts';
import { driftLines } from './drift-lines.ts';
import { findings, numbersOf, type RootCause, type Untested } from './findings.ts';
import { gateLines } from './gate-lines.ts';
import { gateCountsText } from './load-gates.ts';
import { causeText, type Mark, markOf, SYMBOLS, said } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/** Milliseconds from which a check's duration is worth a reader's attention. */
const SLOW_MS = 1_000;
/** Labels below a check stand in one column: the longest is `observed`. */
const LABEL = 8;

interface Position {
  /** Counts from 1. */
  index: number;
  total: number;
  /** The check printed before; its phase decides whether a heading is due, its reason whether it is said again. */
  previous?: CheckResult;
}

/** The console's words, with or without colours. Every method answers lines, without line ends. */
export interface ConsoleView {
  opening(run: {
    harnessVersion: string;
    target: string;
    layout: string;
    layoutConfidence?: Verdict['target']['layoutConfidence'];
    layoutEvidence: string[];
    total: number;
  }): string[];
  check(check: CheckResult, position: Position): string[];
  summary(verdict: Verdict): string[];
  /** The one line of a run in which no check could be tested, for one reason. */
  untestable(verdict: Verdict, reason: string): string;
  lastLine(verdict: Verdict): string;
}

/** How sure the layout is; that it was named is the evidence itself. */
const HOW: Record<NonNullable<Verdict['target']['layoutConfidence']>, string> = {
  named: '',
  certain: ' (detected, certain)',
  likely: ' (detected, likely)',
  assumed: ' (assumed)',
  unknown: '',
};

/** How what speaks against a layout begins. */
const AGAINST = 'against it: ';
/** So many pieces of evidence are still read in one line. */
const MOST_EVIDENCE = 2;

/** The strongest sign and the first that speaks against it, for a line; all of it is in the verdict. */
function evidenceText(evidence: readonly string[]): string {
  const against = evidence.find((text) => text.startsWith(AGAINST));
  const [first] = evidence.filter((text) => text !== against);
  const brief = [first, against].filter((text) => text !== undefined);
  const shown = evidence.length <= MOST_EVIDENCE ? evidence : brief;
  const left = evidence.length - shown.length;
  return [...shown.map(oneLine), ...(left > 0 ? [`${left} more in verdict.json`] : [])].join('; ');
}

/** Makes the view. `colour` false: plain text, the same words. */
export function consoleView(colour: boolean): ConsoleView {
  const paint = picocolors.createColors(colour);
  const colours: Record<Mark, (text: string) => string> = {
    pass: paint.green,
    fail: paint.red,
    warning: paint.yellow,
    expected: paint.yellow,
    inconclusive: paint.yellow,
    'not-applicable': paint.dim,
  };
  const symbol = (check: CheckResult): string => colours[markOf(check)](SYMBOLS[markOf(check)]);
  const heading = (text: string): string[] => ['', paint.bold(text), '-'.repeat(text.length)];
  const section = (title: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : [...heading(title), ...lines];
  const named = (check: CheckResult): string => `${symbol(check)} ${paint.bold(check.id)}: ${indented(said(check))}`;

  const cause = ({ check, consequences }: RootCause): string[] => [
    named(check),
    ...(check.cause === undefined
      ? []
      : [`${DETAIL_INDENT}${paint.bold('cause')} ${indented(causeText(check.cause))}`]),
    `${DETAIL_INDENT}${paint.bold('do')} ${indented(check.remedy)}`,
    ...(consequences.length > 0 ? [`${DETAIL_INDENT}explains ${consequences.length} more:`] : []),
    ...consequences.map((other) => `${DETAIL_INDENT}${symbol(other)} ${other.id}: ${oneLine(said(other))}`),
  ];
  const untested = ({ reason, checks }: Untested): string[] => {
    const mark = colours.inconclusive(SYMBOLS.inconclusive);
    const [only] = checks;
    if (checks.length === 1 && only !== undefined) return [named(only)];
    return [
      `${mark} ${countedChecks(checks.length)}: ${indented(reason)}`,
      ...columns(checks.map((check) => check.id)),
    ];
  };

  return {
    opening: ({ harnessVersion, target, layout, layoutConfidence, layoutEvidence, total }) => [
      `maas-verify ${harnessVersion}: ${countedChecks(total)} of ${oneLine(target)}`,
      paint.dim(`layout ${layout}${HOW[layoutConfidence ?? 'named']}: ${evidenceText(layoutEvidence)}`),
    ],
    check: (check, { index, total, previous }) => {
      const place = paint.dim(`[${String(index).padStart(String(total).length)}/${total}]`);
      const took = check.durationMs >= SLOW_MS ? paint.dim(` ${(check.durationMs / 1000).toFixed(1)} s`) : '';
      return [
        ...(previous?.phase === check.phase ? [] : heading(check.phase)),
        `${symbol(check)} ${place} ${oneLine(check.title)} ${paint.dim(`(${check.id})`)}${took}`,
        ...details(check, previous).map(
          ([name, text]) => `${DETAIL_INDENT}${paint.bold(name.padEnd(LABEL))} ${indented(text)}`,
        ),
      ];
    },
    summary: (verdict) => {
      const { causes, untested: groups, expected } = findings(verdict);
      return [
        ...section('what is wrong', causes.flatMap(cause)),
        ...section('not tested', groups.flatMap(untested)),
        ...section(
          'permissions to ask an administrator for',
          verdict.target.permissions.missing.map((line) => `  ${line}`),
        ),
        ...section('what the bundle lacks, and how to collect it', toCollect(verdict)),
        ...section(
          'known defects (expected failures)',
          expected.map((check) => `${symbol(check)} ${check.id}: ${oneLine(check.expected?.reason ?? '')}`),
        ),
        ...section(
          'expected failures that no longer hold',
          verdict.expectedFailures.stale.map(({ id, why }) => `${paint.yellow(SYMBOLS.warning)} ${id}: ${why}`),
        ),
        ...(verdict.load ?? []).flatMap((load) => section(gateCountsText(load), gateLines(load, paint))),
        ...section('drift: where guide, release and cluster differ', driftLines(verdict.drift, paint)),
      ];
    },
    untestable: (verdict, reason) =>
      `${paint.yellow(paint.bold(verdict.verdict))}: ${verdict.checks.length === 1 ? 'the one check could not be tested' : `none of ${verdict.checks.length} checks could be tested`}: ` +
      `${oneLine(reason)}; exit code ${verdict.exitCode}`,
    lastLine: (verdict) => {
      const tint = { pass: paint.green, fail: paint.red, inconclusive: paint.yellow }[verdict.verdict];
      const word = verdict.run.interrupted ? `interrupted, ${verdict.verdict}` : verdict.verdict;
      const parts = [...numbersOf(verdict), `exit code ${verdict.exitCode}`];
      if (verdict.run.rerun !== undefined) parts.push(`again: ${verdict.run.rerun}`);
      return `${tint(paint.bold(word))}: ${parts.join('; ')}`;
    },
  };
}

const causeDetail = ({ cause }: CheckResult): [string, string][] =>
  cause === undefined ? [] : [['cause', causeText(cause)]];

function details(check: CheckResult, previous: CheckResult | undefined): [string, string][] {
  switch (markOf(check)) {
    case 'pass':
      return [];
    case 'expected':
      return [
        ['observed', check.observed],
        ['expected', `${check.expected?.reason} (${check.expected?.reference})`],
      ];
    case 'fail':
    case 'warning':
      return [
        ['required', check.requirement],
        ['observed', check.observed],
        ...causeDetail(check),
        ['do', check.remedy],
        ['guide', check.guide],
      ];
    default:
      return [['why', said(check) === (previous && said(previous)) ? 'as above' : said(check)]];
  }
}

/** Commands to paste, and what to know of them: where there is none of a kind, oc writes nothing. */
function toCollect({ target }: Verdict): string[] {
  const commands = target.bundle?.collect ?? [];
  if (commands.length === 0) return [];
  return [
    ...commands.map((command) => `  ${command}`),
    'Then verify the folder again. Of a kind without any object oc adm inspect writes nothing; this says that there is none:',
    '  oc get KIND --all-namespaces -o yaml > BUNDLE/cluster-scoped-resources/GROUP/KIND.yaml',
  ];
}

/** A whole verdict as text: `console` with every check, `short` with only what is wrong. */
export function renderConsole(verdict: Verdict, format: 'console' | 'short', colour: boolean): string {
  const view = consoleView(colour);
  const total = verdict.checks.length;
  const { harnessVersion } = verdict.run;
  const { kind, layout, layoutConfidence, layoutEvidence } = verdict.target;
  const opening = view.opening({ harnessVersion, target: kind, layout, layoutConfidence, layoutEvidence, total });
  const checks = verdict.checks.flatMap((check, at) =>
    view.check(check, { index: at + 1, total, previous: verdict.checks[at - 1] }),
  );
  const body =
    format === 'short' ? view.summary({ ...verdict, drift: [] }) : [...opening, ...checks, ...view.summary(verdict)];
  return `${[...body, '', view.lastLine(verdict)].join('\n').replace(/^\n+/, '')}\n`;
}
