import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOf } from '../../../../diagnostics/redaction/runs.ts';

const LEAST = 24;
const found = (text: string): string[] => runsOf(text, LEAST).map(([from, to]) => text.slice(from, to));

test('a run begins behind what is none of base64, and ends with its padding, of which there are two at most', () => {
  const run = 'A'.repeat(LEAST);
  expect(found(`${run}===`)).toEqual([`${run}==`]);
  expect(found(`a ${run}b, ${run.slice(1)} ${run}`)).toEqual([`${run}b`, run]);
  expect(found(`ä${run}€`)).toEqual([run]);
  expect(found('')).toEqual([]);
});

test('the runs of any text are those that a pattern finds', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9+/_-]{1,60}$/),
      fc.constantFrom(' ', '=', '==', '\n', '.', 'é', '€', '😀', '"'),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(pieces, (some) => {
      const text = some.join('');
      expect(found(text)).toEqual([...text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)].map(([run]) => run));
    }),
    { numRuns: 2_000 },
  );
});
