import { DOMParser, parseHTML } from 'linkedom';
import { parse } from 'yaml';
import { z } from 'zod';
import { allureResults } from '../../../reports/allure.ts';
import { renderConformance } from '../../../reports/conformance.ts';
import { renderConsole } from '../../../reports/console.ts';
import { renderHtml } from '../../../reports/html/page.ts';
import { renderJunit } from '../../../reports/junit.ts';
import { renderMarkdown } from '../../../reports/markdown.ts';
import { renderOpenMetrics } from '../../../reports/openmetrics.ts';
import { markOf, SYMBOLS } from '../../../reports/symbols.ts';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';

/** Facts by name, as a view tells them or as the verdict has them; a view is wrong where one differs. */
type Facts = Record<string, unknown>;

/** A view: what it tells, read back from its text, and what it would have to tell. */
export interface ReadView {
  told: (verdict: Verdict) => Facts;
  due: (verdict: Verdict) => Facts;
}

const byId = (verdict: Verdict, of: (check: CheckResult) => unknown): Facts =>
  Object.fromEntries(verdict.checks.map((check) => [check.id, of(check)]));

const symbolOf = (check: CheckResult): string => SYMBOLS[markOf(check)];
const ENDS = {
  pass: 'passed',
  fail: 'failure',
  warning: 'failure',
  inconclusive: 'error',
  expected: 'skipped',
  'not-applicable': 'skipped',
};
const STATUSES = {
  pass: 'passed',
  fail: 'failed',
  warning: 'failed',
  inconclusive: 'broken',
  expected: 'skipped',
  'not-applicable': 'skipped',
};
const GATE_ENDS = { pass: 'passed', fail: 'failure', inconclusive: 'error' };
const gatesOf = ({ load = [] }: Verdict): { verdict: 'pass' | 'fail' | 'inconclusive' }[] =>
  load.flatMap(({ gates }) => gates);
const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);

/** The numbers of a line as the console and Markdown have it; those of a run of load alone are none. */
const countsIn = (line: string): Facts => ({
  pass: number(line, /(\d+) passed/),
  fail: number(line, /(\d+) failed/),
  inconclusive: number(line, /(\d+) untested/),
  notApplicable: number(line, /(\d+) not applicable/),
  expected: number(line, /(\d+) expected failure/),
  exitCode: number(line, /exit code (\d+)/),
});
const countsDue = ({ counts, exitCode }: Verdict): Facts => ({ ...counts, exitCode });
/** Before the gates are counted. */
const ofChecksAlone = (line: string): string => line.replace(/load \w+: \w+ \([^)]*\)/g, '');

const consoleView: ReadView = {
  told: (verdict) => {
    const lines = renderConsole(verdict, 'console', false).trimEnd().split('\n');
    const checks = lines.flatMap((line) => {
      const [, symbol, id] = /^(\S+) \[ *\d+\/\d+\] .*\((maas\.c\d+)\)(?: [\d.]+ s)?$/.exec(line) ?? [];
      return id === undefined ? [] : [[id, symbol]];
    });
    const last = lines.at(-1) ?? '';
    return {
      ...Object.fromEntries(checks),
      ...countsIn(ofChecksAlone(last)),
      verdict: /^(?:interrupted, )?(\w+)/.exec(last)?.[1],
    };
  },
  due: (verdict) => ({ ...byId(verdict, symbolOf), ...countsDue(verdict), verdict: verdict.verdict }),
};

const markdownView: ReadView = {
  told: (verdict) => {
    const text = renderMarkdown(verdict);
    const all = text.slice(text.indexOf('<details>'));
    const checks = [...all.matchAll(/^\| (\S+) \| `(maas\.c\d+)` \|/gm)].map(([, symbol, id]) => [id, symbol]);
    const head = text.split('\n')[2] ?? '';
    return {
      ...Object.fromEntries(checks),
      ...countsIn(ofChecksAlone(head.replaceAll('\\', ''))),
      verdict: /^## MaaS verification: (?:interrupted, )?(\w+)$/m.exec(text)?.[1],
    };
  },
  due: consoleView.due,
};

const junitView: ReadView = {
  told: (verdict) => {
    const document = new DOMParser().parseFromString(renderJunit(verdict), 'text/xml');
    const cases = [...document.querySelectorAll('testcase')];
    const endOf = (one: (typeof cases)[number]): string =>
      ['failure', 'error', 'skipped'].find((name) => one.querySelector(name) !== null) ?? 'passed';
    const named = cases.map(
      (one) => [String(one.getAttribute('name')), endOf(one), String(one.getAttribute('classname'))] as const,
    );
    const ends = named.map(([, end]) => end);
    return {
      ...Object.fromEntries(
        named.flatMap(([name, end]) => (/^maas\.c\d+: /.test(name) ? [[name.split(':')[0], end]] : [])),
      ),
      gates: named.filter(([, , group]) => group.startsWith('load.')).map(([, end]) => end),
      // A CI that reads this file alone shows whatever is not green as not green.
      isRed: verdict.exitCode === 0 || ends.includes('failure') || ends.includes('error'),
      isFailed: verdict.verdict !== 'fail' || verdict.run.interrupted || ends.includes('failure'),
      failures:
        Number(document.querySelector('testsuites')?.getAttribute('failures')) ===
        ends.filter((end) => end === 'failure').length,
    };
  },
  due: (verdict) => ({
    ...byId(verdict, (check) => ENDS[markOf(check)]),
    gates: gatesOf(verdict).map((gate) => GATE_ENDS[gate.verdict]),
    isRed: true,
    isFailed: true,
    failures: true,
  }),
};

const htmlView: ReadView = {
  told: (verdict) => {
    const { document } = parseHTML(renderHtml(verdict));
    const checks = [...document.querySelectorAll('details.check')].map((one) => [
      one.getAttribute('data-id'),
      `${one.getAttribute('data-verdict')} ${one.getAttribute('data-mark')} ${one.querySelector('.badge')?.textContent?.trim().split(' ')[0]}`,
    ]);
    return {
      ...Object.fromEntries(checks),
      ...countsIn(ofChecksAlone(document.querySelector('.numbers')?.textContent ?? '')),
      verdict: document.querySelector('h1 strong')?.textContent?.replace('interrupted, ', ''),
      gates: [...document.querySelectorAll('[data-gate-verdict]')].map((one) => one.getAttribute('data-gate-verdict')),
    };
  },
  due: (verdict) => ({
    ...byId(verdict, (check) => `${check.verdict} ${markOf(check)} ${symbolOf(check)}`),
    ...countsDue(verdict),
    verdict: verdict.verdict,
    gates: gatesOf(verdict).map((gate) => gate.verdict),
  }),
};

const Level = z.object({
  result: z.enum(['success', 'partial', 'failure']),
  statistics: z.object({ Passed: z.number(), Skipped: z.number(), Failed: z.number() }),
  failedTests: z.array(z.string()).default([]),
  skippedTests: z.array(z.string()).default([]),
});
const Report = z.object({
  verdict: z.object({ result: z.string(), exitCode: z.number() }),
  profiles: z.array(
    z.object({
      core: Level.optional(),
      extended: Level.optional(),
      notApplicableTests: z.array(z.string()).default([]),
    }),
  ),
});

const conformanceView: ReadView = {
  told: (verdict) => {
    const { profiles, verdict: whole } = Report.parse(parse(renderConformance(verdict, { gpu: new Set(['maas.c1']) })));
    const levels = profiles.flatMap(({ core, extended }) => [core, extended].filter((level) => level !== undefined));
    const list = (of: (level: z.infer<typeof Level>) => string[]): string[] => levels.flatMap(of).toSorted();
    return {
      ...whole,
      failed: list(({ failedTests }) => failedTests),
      skipped: list(({ skippedTests }) => skippedTests),
      notApplicable: profiles.flatMap(({ notApplicableTests }) => notApplicableTests).toSorted(),
      passed: levels.reduce((sum, { statistics }) => sum + statistics.Passed, 0),
      isConsistent: levels.every(
        ({ result, statistics, failedTests, skippedTests }) =>
          statistics.Failed === failedTests.length &&
          statistics.Skipped === skippedTests.length &&
          result === (failedTests.length > 0 ? 'failure' : skippedTests.length > 0 ? 'partial' : 'success'),
      ),
    };
  },
  due: (verdict) => {
    const ids = (...marks: string[]): string[] =>
      verdict.checks.flatMap((check) => (marks.includes(markOf(check)) ? [check.id] : [])).toSorted();
    return {
      result: verdict.verdict,
      exitCode: verdict.exitCode,
      failed: ids('fail', 'warning'),
      skipped: ids('inconclusive', 'expected'),
      notApplicable: ids('not-applicable'),
      passed: verdict.counts.pass,
      isConsistent: true,
    };
  },
};

/** One line of OpenMetrics: name, labels, value. */
export function openMetricsSamples(text: string): { name: string; labels: Record<string, string>; value: number }[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name, labels = '', value] =
      /^([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [key, text]);
    return { name, labels: Object.fromEntries(pairs), value: Number(value) };
  });
}

const openMetricsView: ReadView = {
  told: (verdict) => {
    const samples = openMetricsSamples(renderOpenMetrics(verdict));
    const on = (name: string) => samples.filter((one) => one.name === name && one.value === 1);
    const counted = samples.filter(({ name }) => name === 'maas_verify_checks');
    return {
      ...Object.fromEntries(
        on('maas_verify_check').map(({ labels }) => [labels['check'], `${labels['verdict']} ${labels['expected']}`]),
      ),
      ...Object.fromEntries(counted.map(({ labels, value }) => [labels['outcome'], value])),
      verdict: on('maas_verify_verdict').map(({ labels }) => labels['verdict']),
      exitCode: samples.find(({ name }) => name === 'maas_verify_exit_code')?.value,
      gates: on('maas_verify_load_gate').map(({ labels }) => labels['verdict']),
    };
  },
  due: (verdict) => ({
    ...byId(verdict, (check) => `${check.verdict} ${check.expected !== undefined}`),
    ...countsDue(verdict),
    verdict: [verdict.verdict],
    gates: gatesOf(verdict).map((gate) => gate.verdict),
  }),
};

const allureView: ReadView = {
  told: (verdict) => {
    const results = allureResults(verdict).map(({ result }) => result);
    return {
      ...Object.fromEntries(
        results.flatMap(({ fullName = '', status }) => (fullName.startsWith('load.') ? [] : [[fullName, status]])),
      ),
      gates: results.filter(({ fullName }) => fullName?.startsWith('load.')).map(({ status }) => status),
    };
  },
  due: (verdict) => ({
    ...byId(verdict, (check) => STATUSES[markOf(check)]),
    gates: gatesOf(verdict).map((gate) => STATUSES[gate.verdict]),
  }),
};

export const VIEWS: Readonly<Record<string, ReadView>> = {
  console: consoleView,
  markdown: markdownView,
  junit: junitView,
  html: htmlView,
  conformance: conformanceView,
  openmetrics: openMetricsView,
  allure: allureView,
};
