import { expect, test } from 'vitest';
import { explain } from '../../../reports/root-causes.ts';
import { result } from './sample.ts';

const causes = (states: Record<string, 'pass' | 'fail' | 'inconclusive'>, parents: Record<string, string[]>) =>
  Object.fromEntries(
    explain(
      Object.entries(states).map(([id, verdict]) => result(id, { verdict })),
      new Map(Object.entries(parents)),
    ).map(({ id, causedBy }) => [id, causedBy]),
  );

test('a failure is explained by its furthest failed ancestor', () => {
  expect(causes({ a: 'fail', b: 'fail', c: 'fail' }, { b: ['a'], c: ['b'] })).toEqual({ a: undefined, b: 'a', c: 'a' });
});

test('what passes in between cuts the explanation', () => {
  expect(causes({ a: 'fail', b: 'pass', c: 'fail' }, { b: ['a'], c: ['b'] })).toMatchObject({ c: undefined });
});

test('what is untested in between does not', () => {
  expect(causes({ a: 'fail', b: 'inconclusive', c: 'fail' }, { b: ['a'], c: ['b'] })).toMatchObject({ b: 'a', c: 'a' });
});

test('a circle ends, and nobody explains themselves', () => {
  expect(causes({ a: 'fail', b: 'fail' }, { a: ['b'], b: ['a'] })).toEqual({ a: 'b', b: 'a' });
  expect(causes({ a: 'fail' }, { a: ['a', 'unknown'] })).toEqual({ a: undefined });
});
