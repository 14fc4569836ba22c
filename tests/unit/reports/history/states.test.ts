import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf, type HistoryEntry, nightsOf } from '../../../../reports/history/history.ts';
import { statesOf } from '../../../../reports/history/states.ts';
import type { CheckResult } from '../../../../reports/verdict-schema.ts';
import { result, verdict } from '../sample.ts';

const TARGET = { key: 'one', name: 'one' };
const ID = 'maas.a';
const LETTERS: Readonly<Record<string, Partial<CheckResult>>> = {
  p: { verdict: 'pass' },
  f: { verdict: 'fail', observed: 'broken' },
  x: { verdict: 'fail', expected: { reason: 'known', reference: 'issue 1' } },
  i: { verdict: 'inconclusive', reason: 'no rights' },
  n: { verdict: 'not-applicable', reason: 'not here' },
};

const startOf = (night: number): string => new Date(Date.UTC(2026, 10, 1 + night, 2)).toISOString();

/** A run that night; `.` is one in which the check did not run. */
function night(
  letter: string,
  at: number,
  changes: { catalogue?: string[]; interrupted?: boolean } = {},
): HistoryEntry {
  const checks = letter === '.' ? [result('maas.b')] : [result(ID, LETTERS[letter]), result('maas.b')];
  const { run, ...rest } = verdict(checks);
  const interrupted = changes.interrupted ?? false;
  const own = { ...run, id: `run-${at}`, startedAt: startOf(at), interrupted };
  return entryOf(TARGET, changes.catalogue ?? [ID, 'maas.b'], { ...rest, run: own });
}

const nights = (letters: string): HistoryEntry[] => [...letters].map((letter, at) => night(letter, at));
const stateOf = (letters: string): string | undefined => statesOf(nights(letters))[ID]?.state;

test.each([
  ['p', undefined],
  ['ppp', undefined],
  ['f', 'new failure'],
  ['ppf', 'new failure'],
  ['ppff', 'still failing'],
  ['ffp', 'fixed'],
  ['fffppp', 'fixed'],
  ['ppfpp', 'flaky'],
  ['pfpf', 'flaky'],
  ['ffpff', 'still failing'],
  ['ffppf', 'new failure'],
  ['pi', 'newly inconclusive'],
  ['pii', 'still inconclusive'],
  ['i', 'still inconclusive'],
  ['fif', 'still failing'],
  ['fip', 'fixed'],
  ['pip', undefined],
  ['px', undefined],
  ['fx', 'fixed'],
  ['pn', undefined],
  ['ff.', undefined],
])('%s is %s', (letters, state) => {
  expect(stateOf(letters)).toBe(state);
});

test('since when is told by the first night of it, and what was seen by the last', () => {
  expect(statesOf(nights('ppfif'))[ID]).toEqual({ state: 'still failing', since: startOf(2), text: 'broken' });
  expect(statesOf(nights('ffpp'))[ID]?.since).toBe(startOf(2));
  expect(statesOf(nights('ppii'))[ID]).toEqual({ state: 'still inconclusive', since: startOf(2), text: 'no rights' });
});

test('a check that the catalogue no longer has is removed, and one that was only not asked for is not', () => {
  const gone = [...nights('pp'), night('.', 2, { catalogue: ['maas.b'] }), night('.', 3, { catalogue: ['maas.b'] })];

  expect(statesOf(gone)[ID]).toMatchObject({ state: 'removed', since: startOf(2) });
  expect(statesOf(nights('pp.'))[ID]).toBeUndefined();
});

test('the order of the files does not matter, and a run that was broken off says nothing', () => {
  expect(statesOf(nights('ppff').toReversed())).toEqual(statesOf(nights('ppff')));
  expect(statesOf([...nights('pp'), night('f', 2, { interrupted: true })])).toEqual({});
});

test('a failure of the last two judged nights is always told as one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('p', 'f', 'i', 'x', 'n'), { minLength: 1, maxLength: 12 }), (letters) => {
      const state = stateOf([...letters, 'f', 'f'].join(''));

      expect(state).toBe('still failing');
      expect(stateOf([...letters, 'f'].join(''))).toMatch(/new failure|still failing|flaky/);
      expect(stateOf([...letters, 'i'].join(''))).toMatch(/inconclusive/);
    }),
  );
});

test('nights of a page have the verdicts as they were given, without evidence', () => {
  const entry = entryOf(TARGET, [ID], verdict([result(ID, { evidence: [{ name: 'answer', text: 'long' }] })]));

  expect(JSON.stringify(entry)).not.toContain('long');
  expect(nightsOf([entry])).toEqual([{ at: entry.verdict.run.startedAt, checks: { [ID]: 'pass' } }]);
});
