import { type Case, junitDocument, type SuiteOfCases } from './junit-xml.ts';
import { gateWhere } from './load-gates.ts';
import type { LoadResult } from './load-result.ts';
import { causeText, markOf, said } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/**
 * JUnit XML, one suite a phase: a violation is a <failure>, an untested check an <error> (so that no CI shows it green),
 * what does not apply, or fails as expected, is <skipped> with its reason. The gates of a load run are a suite of their own.
 */
export function renderJunit(verdict: Verdict): string {
  const phases = [...new Set(verdict.checks.map((check) => check.phase))];
  const { layout } = verdict.target;
  const own = { layout, verdict: verdict.verdict, harnessVersion: verdict.run.harnessVersion };
  const suite = (name: string, cases: readonly Case[]): SuiteOfCases => ({
    name,
    timestamp: verdict.run.startedAt,
    hostname: verdict.target.kind,
    properties: own,
    cases,
  });
  const suites = [
    ...phases.map((phase) => suite(phase, verdict.checks.filter((check) => check.phase === phase).map(checkCase))),
    ...(verdict.load ?? []).map((load) => suite(`load ${load.profile}`, gateCases(load))),
  ];
  const whole = wholeCase(
    verdict,
    suites.flatMap(({ cases }) => cases),
  );
  return junitDocument('maas-verify', whole === undefined ? suites : [...suites, suite('run', [whole])]);
}

function checkCase(check: CheckResult): Case {
  const { id, title, phase, level, requirement, remedy, guide, causedBy, verdict } = check;
  const known = { id, level, requirement, remedy, guide, verdict };
  const properties: Record<string, string> = causedBy === undefined ? known : { ...known, causedBy };
  return { name: `${id}: ${title}`, classname: phase, ms: check.durationMs, properties, ...ending(check) };
}

function ending(check: CheckResult): Pick<Case, 'end' | 'message' | 'type' | 'body'> {
  const message = said(check);
  const body = [
    `required: ${check.requirement}`,
    `observed: ${message}`,
    ...(check.cause === undefined ? [] : [`cause: ${causeText(check.cause)}`]),
    `do: ${check.remedy}`,
    `guide: ${check.guide}`,
  ].join('\n');
  switch (markOf(check)) {
    case 'pass':
      return { end: 'passed', message: check.observed };
    case 'fail':
    case 'warning':
      return { end: 'failure', message, type: check.level, body };
    case 'inconclusive':
      return { end: 'error', message, type: 'inconclusive', body };
    case 'not-applicable':
      return { end: 'skipped', message: `not applicable: ${message}` };
    case 'expected':
      return {
        end: 'skipped',
        message: `expected failure: ${check.expected?.reason} (${check.expected?.reference}); observed: ${message}`,
      };
  }
}

const OF_GATE = { pass: 'passed', fail: 'failure', inconclusive: 'error' } as const;

const gateCases = ({ profile, plan, gates }: LoadResult): Case[] =>
  gates.map((gate) => ({
    name: [gate.gate, gateWhere(gate)].filter((part) => part !== '').join(': '),
    classname: `load.${profile}`,
    ms: 0,
    properties: { plan, verdict: gate.verdict },
    end: OF_GATE[gate.verdict],
    message: gate.text,
    type: gate.verdict,
  }));

/**
 * What decides the whole, where no case does: a run that judged nothing, a strict run with expected failures that no longer
 * hold, an interrupted one. Without it a CI that reads this file only would show such a run as green.
 */
function wholeCase({ verdict, exitCode, run }: Verdict, cases: readonly Case[]): Case | undefined {
  const has = (end: Case['end']): boolean => cases.some((one) => one.end === end);
  const isTold = exitCode === 0 || (verdict === 'fail' ? has('failure') : exitCode === 3 && has('error'));
  if (isTold) return undefined;
  const message = `${run.interrupted ? 'interrupted, ' : ''}${verdict} as a whole; exit code ${exitCode}`;
  return {
    name: 'verdict of the whole run',
    classname: 'run',
    ms: 0,
    properties: { verdict },
    end: verdict === 'fail' && !run.interrupted ? 'failure' : 'error',
    message,
    type: verdict,
  };
}
