import fc from 'fast-check';
import type { CatalogueEntry } from '../../../reports/catalogue-schema.ts';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';

/** A declared check, with what a test wants different. */
export function entry(id: string, changes: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    id,
    phase: 'maas',
    title: `${id} holds`,
    requirement: `${id} MUST hold.`,
    level: 'must',
    needs: ['cluster'],
    catches: ['a-fault'],
    dependsOn: [],
    remedy: `repair ${id}`,
    guide: 'guide#step',
    ...changes,
  };
}

/** A result, with what a test wants different. */
export function result(id: string, changes: Partial<CheckResult> = {}): CheckResult {
  const { phase, title, requirement, level, remedy, guide } = entry(id);
  return {
    id,
    phase,
    title,
    requirement,
    level,
    remedy,
    guide,
    verdict: 'pass',
    observed: `${id} was seen`,
    durationMs: 12,
    evidence: [],
    ...changes,
  };
}

/** A verdict as it would be assembled from these checks, where the counts do not matter. */
export function verdict(checks: CheckResult[], changes: Partial<Verdict> = {}): Verdict {
  return {
    schemaVersion: '1.0',
    run: {
      id: '20261124-120000-abcd',
      startedAt: '2026-11-24T12:00:00.000Z',
      endedAt: '2026-11-24T12:00:20.000Z',
      command: 'maas-verify run --sandbox',
      harnessVersion: '0.1.0',
      interrupted: false,
      rerun: 'maas-verify run --sandbox --check maas.b',
    },
    target: {
      kind: 'sandbox',
      layout: 'guide',
      layoutEvidence: ['Gateway maas-default-gateway is in maas'],
      versions: { openshift: '4.20.8', operators: {} },
      permissions: { missing: [] },
    },
    verdict: 'fail',
    exitCode: 1,
    counts: { pass: 1, fail: 2, inconclusive: 1, notApplicable: 1, expected: 1 },
    checks,
    drift: [],
    expectedFailures: { matched: [], stale: [] },
    ...changes,
  };
}

/** One check of every kind, and a consequence. */
export const everyKind: CheckResult[] = [
  result('prereq.a', { phase: 'prerequisites' }),
  result('maas.b', { verdict: 'fail', observed: '0 of 1 replicas are ready' }),
  result('maas.c', { verdict: 'fail', observed: 'one operator is degraded', level: 'should' }),
  result('maas.d', { verdict: 'not-applicable', observed: '', reason: 'the layout has none' }),
  result('limits.e', { phase: 'limits', verdict: 'fail', observed: '11 of 10 were admitted', causedBy: 'maas.b' }),
  result('limits.f', { phase: 'limits', verdict: 'inconclusive', observed: '', reason: 'not allowed to read pods' }),
  result('limits.g', {
    phase: 'limits',
    verdict: 'fail',
    observed: 'the quota was spent',
    expected: { reason: 'listing spends it', reference: 'FM-41' },
    durationMs: 2_345,
  }),
];

/** Text of any characters, control characters and lone surrogates included. (fast-check's own unit takes seconds to set up.) */
export const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 40 })
  .map((codes) => String.fromCodePoint(...codes));
