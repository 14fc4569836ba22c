import { markOf, said } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

const MS = 1_000;

/**
 * JUnit XML, one suite a phase: a violation is a <failure>, an untested check an <error> (so that no CI shows it green),
 * what does not apply, or fails as expected, is <skipped> with its reason.
 */
export function renderJunit(verdict: Verdict): string {
  const phases = [...new Set(verdict.checks.map((check) => check.phase))];
  const suites = phases.map((phase) => suite(phase, verdict));
  const head = `<testsuites name="maas-verify" ${totals(verdict.checks)}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite(phase: string, verdict: Verdict): string {
  const checks = verdict.checks.filter((check) => check.phase === phase);
  const { startedAt } = verdict.run;
  const { kind, layout } = verdict.target;
  return [
    `  <testsuite ${attributes({ name: phase, timestamp: startedAt, hostname: kind })} ${totals(checks)}>`,
    properties({ layout, verdict: verdict.verdict, harnessVersion: verdict.run.harnessVersion }, '    '),
    ...checks.map(testcase),
    '  </testsuite>',
  ].join('\n');
}

function testcase(check: CheckResult): string {
  const { id, title, phase, level, requirement, remedy, guide, causedBy } = check;
  const time = (check.durationMs / MS).toFixed(3);
  const known: Record<string, string> = { id, level, requirement, remedy, guide, verdict: check.verdict };
  if (causedBy !== undefined) known['causedBy'] = causedBy;
  return [
    `    <testcase ${attributes({ name: `${id}: ${title}`, classname: phase, time })}>`,
    properties(known, '      '),
    ...outcome(check),
    ...(check.verdict === 'pass' ? [`      <system-out>${escapeXml(check.observed)}</system-out>`] : []),
    '    </testcase>',
  ].join('\n');
}

function outcome(check: CheckResult): string[] {
  const message = said(check);
  const body = [
    `required: ${check.requirement}`,
    `observed: ${message}`,
    `do: ${check.remedy}`,
    `guide: ${check.guide}`,
  ];
  const element = (name: string, type: string): string[] => [
    `      <${name} ${attributes({ message, type })}>${escapeXml(body.join('\n'))}</${name}>`,
  ];
  const skipped = (text: string): string[] => [`      <skipped ${attributes({ message: text })}/>`];
  switch (markOf(check)) {
    case 'pass':
      return [];
    case 'fail':
    case 'warning':
      return element('failure', check.level);
    case 'inconclusive':
      return element('error', 'inconclusive');
    case 'not-applicable':
      return skipped(`not applicable: ${message}`);
    case 'expected':
      return skipped(
        `expected failure: ${check.expected?.reason} (${check.expected?.reference}); observed: ${message}`,
      );
  }
}

function totals(checks: readonly CheckResult[]): string {
  const number = (...marks: string[]): string => String(checks.filter((check) => marks.includes(markOf(check))).length);
  const ms = checks.reduce((sum, check) => sum + check.durationMs, 0);
  return attributes({
    tests: String(checks.length),
    failures: number('fail', 'warning'),
    errors: number('inconclusive'),
    skipped: number('not-applicable', 'expected'),
    time: (ms / MS).toFixed(3),
  });
}

function properties(values: Record<string, string>, indent: string): string {
  const lines = Object.entries(values).map(([name, value]) => `${indent}  <property ${attributes({ name, value })}/>`);
  return [`${indent}<properties>`, ...lines, `${indent}</properties>`].join('\n');
}

const attributes = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join(' ');

/** XML 1.0 cannot hold most control characters, lone surrogates and two non-characters, not even escaped: they become U+FFFD. */
function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('\r', '&#13;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
