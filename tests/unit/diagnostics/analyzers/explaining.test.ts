import { expect, test } from 'vitest';
import { causeOf, withCauses } from '../../../../diagnostics/analyzers/explaining.ts';
import type { Finding } from '../../../../diagnostics/findings/finding.ts';
import { result, verdict } from '../../reports/sample.ts';

const finding = (id: string, likelihood: Finding['likelihood'], checks: string[]): Finding => ({
  id,
  title: `title of ${id}`,
  failureMode: id,
  likelihood,
  cause: `why ${id}`,
  remedy: `repair ${id} itself`,
  evidence: [{ where: 'check maas.a', text: 'seen' }],
  checks,
});
const failed = result('maas.a', { verdict: 'fail' });
const certain = finding('FM-01', 'certain', ['maas.a']);

test('a failed check has the likeliest cause that rests on it, and its remedy', () => {
  const findings = [finding('FM-02', 'certain', ['maas.other']), certain, finding('FM-03', 'certain', ['maas.a'])];

  expect(withCauses(verdict([failed]), findings).checks).toEqual([
    {
      ...failed,
      remedy: 'repair FM-01 itself',
      cause: { id: 'FM-01', title: 'title of FM-01', failureMode: 'FM-01', likelihood: 'certain', why: 'why FM-01' },
    },
  ]);
});

test('beside a cause that is only likely the check’s own advice stays', () => {
  const [check] = withCauses(verdict([failed]), [finding('FM-01', 'likely', ['maas.a'])]).checks;

  expect(check?.remedy).toBe('repair FM-01 itself; where that is not it: repair maas.a');
});

test('a cause that is only possible stands beside no check, nor does a surer one of another', () => {
  expect(causeOf([finding('FM-01', 'possible', ['maas.a'])], 'maas.a')).toBeUndefined();
  expect(causeOf([finding('FM-01', 'certain', ['maas.b'])], 'maas.a')).toBeUndefined();
});

test.each([
  ['passed', result('maas.a')],
  ['could not be tested', result('maas.a', { verdict: 'inconclusive', reason: 'no rights' })],
  ['is expected to fail', { ...failed, expected: { reason: 'known', reference: '#1' } }],
  ['follows from another', { ...failed, causedBy: 'maas.root' }],
])('a check that %s gets none', (_how, check) => {
  expect(withCauses(verdict([check]), [certain])).toEqual(verdict([check]));
});
