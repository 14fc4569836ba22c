import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, gateChanges } from '../../../../reports/compare/compare.ts';
import { comparisonText } from '../../../../reports/compare/text.ts';
import type { CheckResult, Verdict } from '../../../../reports/verdict-schema.ts';
import { result, verdict } from '../sample.ts';

const ENDS: Readonly<Record<string, Partial<CheckResult>>> = {
  pass: { verdict: 'pass' },
  fail: { verdict: 'fail' },
  should: { verdict: 'fail', level: 'should' },
  expected: { verdict: 'fail', expected: { reason: 'known', reference: 'issue 1' } },
  untested: { verdict: 'inconclusive', reason: 'no rights' },
  'not-applicable': { verdict: 'not-applicable', reason: 'not here' },
};
const withEnd = (end: string): Verdict =>
  verdict([result('maas.same'), ...(end === 'absent' ? [] : [result('maas.a', ENDS[end])])]);

test.each([
  ['pass', 'pass', 'no worse', undefined],
  ['pass', 'fail', 'worse', 'worse'],
  ['pass', 'should', 'worse', 'worse'],
  ['expected', 'fail', 'worse', 'worse'],
  ['not-applicable', 'fail', 'worse', 'worse'],
  ['fail', 'pass', 'no worse', 'better'],
  ['fail', 'expected', 'no worse', 'better'],
  ['fail', 'fail', 'no worse', undefined],
  ['pass', 'untested', 'cannot tell', 'cannot tell'],
  ['fail', 'untested', 'cannot tell', 'cannot tell'],
  ['untested', 'untested', 'cannot tell', 'cannot tell'],
  ['untested', 'fail', 'cannot tell', 'cannot tell'],
  ['untested', 'pass', 'no worse', 'changed'],
  ['absent', 'fail', 'cannot tell', 'cannot tell'],
  ['absent', 'pass', 'no worse', 'changed'],
  ['pass', 'absent', 'cannot tell', 'cannot tell'],
  ['pass', 'not-applicable', 'no worse', 'changed'],
])('%s, then %s: %s', (before, after, outcome, change) => {
  const comparison = compare(withEnd(before), withEnd(after));

  expect(comparison.outcome).toBe(outcome);
  expect(comparison.checks.find(({ id }) => id === 'maas.a')?.change).toBe(change);
  expect(comparison.checks.some(({ id }) => id === 'maas.same')).toBe(false);
});

test('a run is no worse than itself exactly where all of it was tested', () => {
  const end = fc.constantFrom(...Object.keys(ENDS));
  fc.assert(
    fc.property(fc.array(end, { minLength: 1, maxLength: 8 }), (ends) => {
      const own = verdict(ends.map((one, at) => result(`maas.c${at}`, ENDS[one])));

      expect(compare(own, own).outcome).toBe(ends.includes('untested') ? 'cannot tell' : 'no worse');
    }),
  );
});

test('runs of other checks have nothing to compare', () => {
  expect(compare(verdict([result('maas.a')]), verdict([result('maas.b')])).outcome).toBe('cannot tell');
  expect(compare(verdict([]), verdict([])).outcome).toBe('cannot tell');
});

test('what is worse stands first, and the outcome last', () => {
  const before = verdict([result('maas.a', ENDS['fail']), result('maas.b'), result('maas.c')]);
  const after = verdict([result('maas.a'), result('maas.b', ENDS['untested']), result('maas.c', ENDS['fail'])]);

  const lines = comparisonText(compare(before, after)).trim().split('\n');

  expect(lines.filter((line) => /maas\./.test(line) && !line.startsWith(' '))).toEqual([
    '× worse: maas.c  √ → ×',
    '? cannot tell: maas.b  √ → ?',
    '√ better: maas.a  × → √',
  ]);
  expect(lines.at(-1)).toBe('worse: 1 worse, 1 cannot tell, 1 better, 0 checks as before');
});

const loaded = (gates: NonNullable<Verdict['load']>[number]['gates']): Verdict => ({
  ...verdict([]),
  load: [
    {
      profile: 'chat',
      plan: 'abc',
      verdict: 'pass',
      gates,
      client: { verdict: 'fit', reasons: [] },
      measures: 'measures.json',
    },
  ],
});

test('gates of load runs are compared one by one, but for those with a baseline of their own', () => {
  const gate = (name: string, given: 'pass' | 'fail' | 'inconclusive') => ({
    gate: name,
    tier: 'free',
    verdict: given,
    text: given,
  });
  const before = loaded([gate('errors', 'pass'), gate('attainment', 'fail'), gate('regression of tpot', 'pass')]);
  const after = loaded([gate('errors', 'fail'), gate('attainment', 'pass'), gate('regression of tpot', 'fail')]);

  const changes = gateChanges(before, after);

  expect(changes).toEqual([
    { change: 'worse', what: 'chat: errors, free', text: 'fail' },
    { change: 'better', what: 'chat: attainment, free', text: 'pass' },
  ]);
  expect(compare(before, after, changes).outcome).toBe('worse');
  expect(compare(before, before, gateChanges(before, before)).outcome).toBe('no worse');
});
