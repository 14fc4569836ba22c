import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemble, type RunFacts } from '../../../reports/assemble.ts';
import { Verdict } from '../../../reports/verdict-schema.ts';
import { entry, result, verdict } from './sample.ts';

const { run, target } = verdict([]);
const { rerun: _, ...ran } = run;
const facts = (changes: Partial<RunFacts>): RunFacts => ({
  run: ran,
  target,
  drift: [],
  selected: (changes.results ?? []).map(({ id, level }) => entry(id, { level })),
  results: [],
  notRunReason: 'did not run: why',
  expectedFailures: [],
  known: new Set((changes.results ?? []).map(({ id }) => id)),
  today: '2026-11-24',
  strict: false,
  rerun: (ids) => `again ${ids.join(' ')}`,
  ...changes,
});
const failing = result('maas.a', { verdict: 'fail' });
const known = { id: 'maas.a', reason: 'a defect', reference: 'FM-1' };

test('all passed: 0, and nothing to run again', () => {
  const whole = assemble(facts({ results: [result('maas.a')] }));
  expect(whole).toMatchObject({ verdict: 'pass', exitCode: 0 });
  expect(whole.run.rerun).toBeUndefined();
});

test('a failed MUST outweighs what is untested', () => {
  const results = [failing, result('maas.b', { verdict: 'inconclusive', reason: 'x' })];
  expect(assemble(facts({ results }))).toMatchObject({ verdict: 'fail', exitCode: 1, run: { rerun: 'again maas.a' } });
});

test('a failed SHOULD changes the exit code with strict only', () => {
  const results = [result('maas.a', { verdict: 'fail', level: 'should' })];
  expect(assemble(facts({ results }))).toMatchObject({ verdict: 'pass', exitCode: 0, counts: { fail: 1 } });
  expect(assemble(facts({ results, strict: true }))).toMatchObject({ verdict: 'fail', exitCode: 1 });
});

test('an untested SHOULD is untested', () => {
  const results = [result('maas.a'), result('maas.b', { verdict: 'inconclusive', level: 'should' })];
  expect(assemble(facts({ results }))).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
});

test('a selected check without a result is untested, with the reason', () => {
  const whole = assemble(facts({ results: [result('maas.a')], selected: [entry('maas.a'), entry('maas.b')] }));
  expect(whole.exitCode).toBe(3);
  expect(whole.checks[1]).toMatchObject({ id: 'maas.b', verdict: 'inconclusive', reason: 'did not run: why' });
});

test('a run that judged nothing is not green', () => {
  const results = [result('maas.a', { verdict: 'not-applicable', reason: 'x' })];
  expect(assemble(facts({ results }))).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
  expect(assemble(facts({ results: [] }))).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
});

test('an interrupted run ends with 130, whatever was found', () => {
  expect(assemble(facts({ results: [failing], run: { ...ran, interrupted: true } }))).toMatchObject({
    verdict: 'fail',
    exitCode: 130,
  });
});

test('an expected failure does not count, its expiry does', () => {
  expect(assemble(facts({ results: [failing], expectedFailures: [known] }))).toMatchObject({
    verdict: 'pass',
    exitCode: 0,
    counts: { fail: 0, expected: 1 },
    expectedFailures: { matched: [known] },
  });
  const expired = { ...known, expires: '2026-11-23' };
  expect(assemble(facts({ results: [failing], expectedFailures: [expired] }))).toMatchObject({
    exitCode: 1,
    expectedFailures: { stale: [{ id: 'maas.a', why: 'expired on 2026-11-23: its failure counts again' }] },
  });
});

test('a stale expectation is told, and fails a strict run, and any run of whoever keeps the list', () => {
  const stale = facts({ results: [result('maas.a')], expectedFailures: [known] });
  expect(assemble(stale)).toMatchObject({ exitCode: 0, expectedFailures: { stale: [{ id: 'maas.a' }] } });
  expect(assemble({ ...stale, strict: true })).toMatchObject({ verdict: 'fail', exitCode: 1 });
  const own = { ...stale, ownExpectations: new Set(['maas.a']) };
  expect(assemble(own)).toMatchObject({ verdict: 'fail', exitCode: 1 });
  expect(assemble({ ...own, ownExpectations: new Set(['maas.b']) })).toMatchObject({ exitCode: 0 });
});

test('counts add up, exit code and verdict agree, and the schema holds, for any results', () => {
  const anyResult = fc.record({
    verdict: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const, 'not-applicable' as const),
    level: fc.constantFrom('must' as const, 'should' as const),
    ran: fc.boolean(),
    accepted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyResult, { maxLength: 12 }), fc.boolean(), (checks, strict) => {
      const all = checks.map(({ verdict: end, level }, at) => result(`maas.c${at}`, { verdict: end, level }));
      const whole = assemble(
        facts({
          results: all.filter((_check, at) => checks[at]?.ran),
          selected: all.map(({ id, level }) => entry(id, { level })),
          known: new Set(all.map(({ id }) => id)),
          expectedFailures: all.filter((_check, at) => checks[at]?.accepted).map(({ id }) => ({ ...known, id })),
          strict,
        }),
      );
      expect(Verdict.parse(whole)).toEqual(whole);
      const { pass, fail, inconclusive, notApplicable, expected } = whole.counts;
      expect(pass + fail + inconclusive + notApplicable + expected).toBe(all.length);
      expect({ pass: 0, fail: 1, inconclusive: 3 }[whole.verdict]).toBe(whole.exitCode);
      if (inconclusive > 0 || pass + fail + expected === 0) expect(whole.exitCode).not.toBe(0);
    }),
  );
});
