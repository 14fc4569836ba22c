import { expect, test } from 'vitest';
import { ExpectedFailures, reconcile } from '../../../reports/expected-failures.ts';
import { result } from './sample.ts';

const entry = { id: 'maas.a', reason: 'a defect', reference: 'FM-1' };
const known = new Set(['maas.a']);
const stale = (verdict: 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | undefined, changes = {}) =>
  reconcile(
    verdict === undefined ? [] : [result('maas.a', { verdict })],
    [{ ...entry, ...changes }],
    known,
    '2026-11-24',
  ).expectedFailures.stale.map(({ why }) => why);

test('an entry is stale where its check passes or does not apply, not where it is untested or did not run', () => {
  expect(stale('pass')).toEqual(['the check passes now: take the entry off the list']);
  expect(stale('not-applicable')).toHaveLength(1);
  expect(stale('fail')).toEqual([]);
  expect(stale('inconclusive')).toEqual([]);
  expect(stale(undefined)).toEqual([]);
});

test('the last day counts, the day after does not', () => {
  expect(stale('fail', { expires: '2026-11-24' })).toEqual([]);
  expect(stale('fail', { expires: '2026-11-23' })).toEqual(['expired on 2026-11-23: its failure counts again']);
});

test('an id that no check has is stale', () => {
  expect(stale('fail', { id: 'maas.b' })).toEqual(['no check has this id']);
});

test('a later entry for the same check wins: the user’s over the layout’s', () => {
  const { checks } = reconcile(
    [result('maas.a', { verdict: 'fail' })],
    [entry, { ...entry, reason: 'the user’s' }],
    known,
    '2026-11-24',
  );
  expect(checks[0]?.expected?.reason).toBe('the user’s');
});

test('where an entry says what is seen, another failure of its check counts', () => {
  const verdictFor = (observed: string) =>
    reconcile(
      [result('maas.a', { verdict: 'fail', observed })],
      [{ ...entry, seen: 'answered 2\\d\\d' }],
      known,
      '2026-11-24',
    ).checks[0]?.expected;

  expect(verdictFor('it answered 200 to everybody')?.reason).toBe('a defect');
  expect(verdictFor('it answered 500')).toBeUndefined();
});

test('the file is a list, bare or under its name; anything else is refused', () => {
  expect(ExpectedFailures.parse([entry])).toEqual([entry]);
  expect(ExpectedFailures.parse({ expectedFailures: [entry] })).toEqual([entry]);
  expect(ExpectedFailures.safeParse([{ id: 'maas.a' }]).success).toBe(false);
  expect(ExpectedFailures.safeParse([{ ...entry, expires: 'soon' }]).success).toBe(false);
  expect(ExpectedFailures.safeParse([{ ...entry, seen: '(' }]).success).toBe(false);
  expect(ExpectedFailures.safeParse([{ ...entry, expire: '2026-12-01' }]).success).toBe(false);
});
