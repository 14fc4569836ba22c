import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '../../../reports/root-causes.ts';
import { result } from './sample.ts';

const causes = (
  states: Record<string, 'pass' | 'fail' | 'inconclusive' | 'not-applicable'>,
  parents: Record<string, string[]>,
) =>
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

test('what is no part of the installation explains nothing, and leads to no explanation', () => {
  const parents = { b: ['a'], c: ['b'], d: ['b', 'a'] };
  const found = causes({ a: 'fail', b: 'not-applicable', c: 'fail', d: 'fail' }, parents);
  expect(found).toEqual({ a: undefined, b: undefined, c: undefined, d: 'a' });
});

test('what was not asked for in between does not cut the explanation', () => {
  expect(causes({ a: 'fail', c: 'inconclusive' }, { b: ['a'], c: ['b'] })).toMatchObject({ c: 'a' });
});

test('a root is found however short the way is to what it also explains', () => {
  const parents = { b: ['a'], c: ['b'], d: ['a', 'c'], e: ['d'] };
  expect(causes({ a: 'fail', b: 'fail', c: 'fail', d: 'fail', e: 'inconclusive' }, parents)).toEqual({
    a: undefined,
    b: 'a',
    c: 'a',
    d: 'a',
    e: 'a',
  });
});

test('of two roots the nearest explains, then the one that is named first', () => {
  expect(causes({ a: 'fail', b: 'fail', c: 'fail' }, { c: ['b', 'a'] })).toMatchObject({ c: 'b' });
  expect(causes({ a: 'fail', b: 'inconclusive', c: 'fail', d: 'fail' }, { b: ['a'], d: ['b', 'c'] })).toMatchObject({
    d: 'c',
  });
});

test('in a circle the first that ran is the cause, and nobody explains themselves', () => {
  expect(causes({ a: 'fail', b: 'fail', c: 'fail' }, { a: ['b'], b: ['a'], c: ['b'] })).toEqual({
    a: undefined,
    b: 'a',
    c: 'a',
  });
  expect(causes({ a: 'fail' }, { a: ['a', 'unknown'] })).toEqual({ a: undefined });
});

const VERDICTS = ['pass', 'fail', 'inconclusive', 'not-applicable'] as const;
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const graph = fc.record({
  states: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom(...VERDICTS)),
  parents: fc.dictionary(fc.constantFrom(...IDS), fc.uniqueArray(fc.constantFrom(...IDS))),
});

test('whatever depends on what, every cause is a failure that nothing explains', () => {
  fc.assert(
    fc.property(graph, ({ states, parents }) => {
      const found = causes(states, parents);
      for (const cause of Object.values(found).filter((id) => id !== undefined)) {
        expect(states[cause]).toBe('fail');
        expect(found[cause]).toBeUndefined();
      }
    }),
  );
});
