import { expect, test } from 'vitest';
import { combined } from '../../../../load/limiter-accuracy/combined.ts';
import { holds, refusedEarly, tooSlow, undecided, violated } from '../../../../load/limiter-accuracy/observation.ts';

test.each([
  { of: [], is: { verdict: 'undecided', text: 'nothing was judged' } },
  { of: [holds('a'), holds('b')], is: { verdict: 'holds', text: 'a; b' } },
  { of: [holds('a'), undecided('b')], is: { verdict: 'undecided', text: 'a; b' } },
  { of: [holds('a'), undecided('b'), violated('c')], is: { verdict: 'violated', text: 'c' } },
  { of: [refusedEarly('a'), holds('b')], is: { verdict: 'violated', text: 'a', early: true } },
  { of: [tooSlow('a'), holds('b')], is: { verdict: 'undecided', text: 'a; b', slow: true } },
  // More time would not decide the other one.
  { of: [tooSlow('a'), undecided('b')], is: { verdict: 'undecided', text: 'a; b' } },
  // One that is wrong whatever was sent before decides.
  { of: [refusedEarly('a'), violated('b')], is: { verdict: 'violated', text: 'a; b' } },
])('$of.length rulings as one: $is.verdict, $is.text', ({ of, is }) => {
  expect(combined(of)).toEqual(is);
});
