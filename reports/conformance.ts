import { stringify } from 'yaml';
import { markOf } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/** Of which checks the profile GPU is made; ids. */
export interface ConformanceScope {
  gpu: ReadonlySet<string>;
}

type Result = 'success' | 'partial' | 'failure';

interface Level {
  result: Result;
  statistics: { Passed: number; Skipped: number; Failed: number };
  failedTests?: string[];
  skippedTests?: string[];
}

const PROFILES = ['Core', 'GPU', 'Observability'] as const;
type Profile = (typeof PROFILES)[number];

const profileOf = ({ id, phase }: CheckResult, { gpu }: ConformanceScope): Profile =>
  gpu.has(id) ? 'GPU' : phase === 'observability' ? 'Observability' : 'Core';

/** A level without any check that applies is absent, as in the Gateway API’s reports: there is nothing it could say. */
function level(checks: readonly CheckResult[]): Level | undefined {
  const ids = (...marks: string[]): string[] =>
    checks.filter((check) => marks.includes(markOf(check))).map(({ id }) => id);
  const [passed, failed] = [ids('pass'), ids('fail', 'warning')];
  // A known defect is neither kept nor held against the installation: it is left out, which is less than a success.
  const skipped = ids('inconclusive', 'expected');
  if (passed.length + failed.length + skipped.length === 0) return undefined;
  return {
    result: failed.length > 0 ? 'failure' : skipped.length > 0 ? 'partial' : 'success',
    statistics: { Passed: passed.length, Skipped: skipped.length, Failed: failed.length },
    ...(failed.length > 0 && { failedTests: failed }),
    ...(skipped.length > 0 && { skippedTests: skipped }),
  };
}

function summaryOf(core: Level | undefined, extended: Level | undefined): string {
  const words = { success: 'succeeded', partial: 'were partly tested', failure: 'failed' } as const;
  const parts = [
    core === undefined ? 'No core tests apply.' : `Core tests ${words[core.result]}.`,
    ...(extended === undefined ? [] : [`Extended tests ${words[extended.result]}.`]),
  ];
  return parts.join(' ');
}

function profile(name: Profile, all: readonly CheckResult[], scope: ConformanceScope): object[] {
  const checks = all.filter((check) => profileOf(check, scope) === name);
  const core = level(checks.filter((check) => check.level === 'must'));
  const extended = level(checks.filter((check) => check.level === 'should'));
  const notApplicable = checks.filter((check) => check.verdict === 'not-applicable').map(({ id }) => id);
  if (checks.length === 0) return [];
  return [
    {
      name,
      ...(core && { core }),
      ...(extended && { extended }),
      ...(notApplicable.length > 0 && { notApplicableTests: notApplicable }),
      summary: summaryOf(core, extended),
    },
  ];
}

/**
 * A conformance report in the shape of the Gateway API’s, as YAML: core are the MUSTs, extended the SHOULDs; what could not
 * be tested, or is a known defect, is skipped, and a profile with anything skipped is no success.
 */
export function renderConformance(verdict: Verdict, scope: ConformanceScope): string {
  const { run, target, expectedFailures } = verdict;
  const report = {
    apiVersion: 'maas-verify/v1',
    kind: 'ConformanceReport',
    date: run.endedAt,
    mode: run.interrupted ? 'interrupted' : 'default',
    implementation: {
      project: 'Models-as-a-Service',
      layout: target.layout,
      target: target.kind,
      versions: { ...target.versions },
    },
    harness: { project: 'maas-verify', version: run.harnessVersion, run: run.id },
    verdict: { result: verdict.verdict, exitCode: verdict.exitCode },
    profiles: PROFILES.flatMap((name) => profile(name, verdict.checks, scope)),
    ...(verdict.load !== undefined && {
      load: verdict.load.map(({ profile: name, plan, verdict: result, gates }) => ({
        profile: name,
        plan,
        result,
        failedGates: gates.filter((gate) => gate.verdict === 'fail').map(({ gate }) => gate),
      })),
    }),
    ...(expectedFailures.matched.length > 0 && { expectedFailures: expectedFailures.matched }),
    reproduce: { command: run.command, ...(run.rerun !== undefined && { failures: run.rerun }) },
  };
  return stringify(report, { lineWidth: 0 });
}
