import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listingProblems } from '../../../../platform/models/listing.ts';

test('names what is missing, what is too much, and what cannot be reached', () => {
  const listing = { tier: 'free', granted: ['a', 'b'], listed: ['b', 'c'], lost: ['d'] };
  expect(listingProblems(listing)).toEqual([
    'free does not see a',
    'free sees c, which it may not use',
    'free sees d without the URL of its model',
  ]);
});

test('there is no problem exactly where both are the same set', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
  fc.assert(
    fc.property(names, names, (granted, listed) => {
      const same = [...granted].sort().join() === [...listed].sort().join();
      return (listingProblems({ tier: 'free', granted, listed, lost: [] }).length === 0) === same;
    }),
  );
});
