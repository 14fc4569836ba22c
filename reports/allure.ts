import { createHash } from 'node:crypto';
import type { TestResult } from 'allure-js-commons';
import { ContentType, LabelName, LinkType, Severity, Stage, Status } from 'allure-js-commons';
import type { Category } from 'allure-js-commons/sdk';
import { PHASES } from '../layouts/phases.ts';
import { gateWhere } from './load-gates.ts';
import type { LoadResult } from './load-result.ts';
import { causeText, type Mark, markOf, said } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/** A result with the texts that are attached to it: a file each. */
export interface AllureResult {
  result: TestResult;
  attachments: { source: string; text: string }[];
}

/** Not tested is broken: Allure has no word of its own for it, and neither passed nor skipped would be true. */
const STATUS: Readonly<Record<Mark, Status>> = {
  pass: Status.PASSED,
  fail: Status.FAILED,
  warning: Status.FAILED,
  inconclusive: Status.BROKEN,
  expected: Status.SKIPPED,
  'not-applicable': Status.SKIPPED,
};

/** How Allure sorts what is not green. */
export const CATEGORIES: Category[] = [
  { name: 'Violations', matchedStatuses: [Status.FAILED] },
  { name: 'Not tested', matchedStatuses: [Status.BROKEN] },
  { name: 'Not applicable, or a known defect', matchedStatuses: [Status.SKIPPED] },
];

const TITLES: ReadonlyMap<string, string> = new Map(PHASES.map(({ name, title }) => [name, title]));

/** The same for a check of the same target every night: what history is kept by. */
const identityOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

interface Ended {
  name: string;
  fullName: string;
  suite: string;
  severity: Severity;
  mark: Mark;
  message: string;
  description: string;
  tags: readonly string[];
  start: number;
  stop: number;
}

function resultOf(verdict: Verdict, ended: Ended): TestResult {
  const { kind, layout } = verdict.target;
  return {
    uuid: identityOf(verdict.run.id, ended.fullName),
    historyId: identityOf(kind, layout, ended.fullName),
    testCaseId: identityOf(ended.fullName),
    name: ended.name,
    fullName: ended.fullName,
    titlePath: [ended.suite],
    description: ended.description,
    status: STATUS[ended.mark],
    statusDetails: ended.mark === 'pass' ? {} : { message: ended.message },
    stage: Stage.FINISHED,
    start: ended.start,
    stop: ended.stop,
    steps: [],
    attachments: [],
    parameters: [],
    links: [],
    labels: [
      { name: LabelName.PARENT_SUITE, value: 'maas-verify' },
      { name: LabelName.SUITE, value: ended.suite },
      { name: LabelName.SEVERITY, value: ended.severity },
      { name: LabelName.FRAMEWORK, value: 'maas-verify' },
      ...ended.tags.map((value) => ({ name: LabelName.TAG, value })),
    ],
  };
}

function messageOf(check: CheckResult): string {
  if (check.expected !== undefined) return `expected failure: ${check.expected.reason}; observed: ${check.observed}`;
  const cause = check.causedBy === undefined ? '' : ` (explained by ${check.causedBy})`;
  return `${check.verdict}: ${said(check)}${cause}`;
}

function ofCheck(verdict: Verdict, check: CheckResult, start: number): AllureResult {
  const { id, title, phase, level, requirement, remedy, guide, observed } = check;
  const result = resultOf(verdict, {
    name: title,
    fullName: id,
    suite: TITLES.get(phase) ?? phase,
    severity: level === 'must' ? Severity.CRITICAL : Severity.MINOR,
    mark: markOf(check),
    message: messageOf(check),
    description: [
      `Required: ${requirement}`,
      `Observed: ${observed || said(check)}`,
      ...(check.cause === undefined ? [] : [`Cause: ${causeText(check.cause)}`]),
      `Do: ${remedy}`,
      `Guide: ${guide}`,
    ].join('\n\n'),
    tags: [level, id, ...(check.expected === undefined ? [] : ['known-defect'])],
    start,
    stop: start + Math.round(check.durationMs),
  });
  const attachments = check.evidence.map(({ name, text }, at) => ({
    name,
    text,
    source: `${identityOf(verdict.run.id, id, String(at))}-attachment.txt`,
  }));
  result.attachments = attachments.map(({ name, source }) => ({ name, source, type: ContentType.TEXT }));
  if (URL.canParse(guide) && /^https?:/.test(guide))
    result.links = [{ name: 'guide', url: guide, type: LinkType.DEFAULT }];
  return { result, attachments: attachments.map(({ source, text }) => ({ source, text })) };
}

function ofGates(verdict: Verdict, { profile, gates }: LoadResult, start: number): AllureResult[] {
  return gates.map((gate) => {
    const name = [gate.gate, gateWhere(gate)].filter((part) => part !== '').join(': ');
    const ended: Ended = {
      name,
      fullName: `load.${profile}.${name}`,
      suite: `load ${profile}`,
      severity: Severity.CRITICAL,
      mark: gate.verdict,
      message: `${gate.verdict}: ${gate.text}`,
      description: gate.text,
      tags: ['load'],
      start,
      stop: start,
    };
    return { result: resultOf(verdict, ended), attachments: [] };
  });
}

/** The verdict as results of Allure: phases are suites. For browsing and history; it judges nothing. */
export function allureResults(verdict: Verdict): AllureResult[] {
  let start = Date.parse(verdict.run.startedAt);
  const checks = verdict.checks.map((check) => {
    const one = ofCheck(verdict, check, start);
    start += Math.round(check.durationMs);
    return one;
  });
  return [...checks, ...(verdict.load ?? []).flatMap((load) => ofGates(verdict, load, start))];
}

/** What Allure shows as the environment of a run. */
export function allureEnvironment({ run, target, verdict, exitCode }: Verdict): Record<string, string> {
  return {
    verdict: `${verdict}, exit code ${exitCode}`,
    target: target.kind,
    layout: target.layout,
    ...(target.versions.openshift !== undefined && { openshift: target.versions.openshift }),
    'maas-verify': run.harnessVersion,
    run: run.id,
  };
}
