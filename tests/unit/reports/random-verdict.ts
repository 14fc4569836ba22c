import fc from 'fast-check';
import { assemble } from '../../../reports/assemble.ts';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';
import { anyText, entry, result } from './sample.ts';

const PHASES = ['prerequisites', 'maas', 'limits', 'observability', 'a-phase-of-later'];
/** Verdicts say something: an empty text would be no observation. */
const said = anyText.map((text) => `seen ${text}`);

const anyCheck = fc.record({
  phase: fc.constantFrom(...PHASES),
  level: fc.constantFrom('must' as const, 'should' as const),
  verdict: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const, 'not-applicable' as const),
  title: said,
  text: said,
  known: fc.boolean(),
  durationMs: fc.nat(5_000),
  evidence: fc.array(fc.record({ name: said, text: anyText }), { maxLength: 1 }),
});

const anyGate = fc.record({
  gate: fc.constantFrom('attainment', 'errors', 'limit'),
  tier: fc.option(fc.constantFrom('free', 'premium'), { nil: undefined }),
  verdict: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const),
  text: said,
});

const anyLoad = fc.record({
  profile: fc.constantFrom('smoke', 'tiers'),
  plan: fc.constant('0'.repeat(64)),
  verdict: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const),
  gates: fc.uniqueArray(anyGate, { maxLength: 4, selector: ({ gate, tier }) => `${gate} ${tier}` }),
  client: fc.record({ verdict: fc.constant('fit' as const), reasons: fc.array(said, { maxLength: 1 }) }),
  measures: fc.constant('measures.json'),
});

/** A verdict as a run would assemble it from random results: its counts and its whole are its checks'. */
export const anyVerdict: fc.Arbitrary<Verdict> = fc
  .record({
    checks: fc.array(anyCheck, { maxLength: 12 }),
    strict: fc.boolean(),
    interrupted: fc.boolean(),
    stale: fc.boolean(),
    load: fc.option(fc.array(anyLoad, { minLength: 1, maxLength: 1 }), { nil: undefined }),
  })
  .map(({ checks, strict, interrupted, stale, load }): Verdict => {
    const results = checks.map(({ phase, level, verdict, title, text, durationMs, evidence }, at): CheckResult => {
      const isTested = verdict === 'pass' || verdict === 'fail';
      const seen = isTested ? { observed: text } : { observed: '', reason: text };
      return result(`maas.c${at}`, { phase, level, verdict, title, durationMs, evidence, ...seen });
    });
    const expected = checks.flatMap(({ known }, at) =>
      known ? [{ id: `maas.c${at}`, reason: 'a known defect', reference: 'FM-1' }] : [],
    );
    const verdict = assemble({
      run: {
        id: '20261124-120000-abcd',
        startedAt: '2026-11-24T12:00:00.000Z',
        endedAt: '2026-11-24T12:00:20.000Z',
        command: 'maas-verify run --sandbox',
        harnessVersion: '0.1.0',
        interrupted,
      },
      target: {
        kind: 'sandbox',
        layout: 'guide',
        layoutEvidence: [],
        versions: { operators: {} },
        permissions: { missing: [] },
      },
      drift: [],
      selected: results.map(({ id, phase, level, title }) => entry(id, { phase, level, title })),
      results,
      notRunReason: 'did not run',
      expectedFailures: stale ? [...expected, { id: 'maas.gone', reason: 'gone', reference: 'FM-2' }] : expected,
      known: new Set(results.map(({ id }) => id)),
      today: '2026-11-24',
      strict,
      rerun: (ids) => `maas-verify run ${ids.join(' ')}`,
    });
    return load === undefined ? verdict : { ...verdict, load };
  });
