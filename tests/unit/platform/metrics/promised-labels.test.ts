import { expect, test } from 'vitest';
import type { Sample } from '../../../../platform/metrics/metrics.ts';
import { labelProblems } from '../../../../platform/metrics/promised-labels.ts';

const PROMISED = { user: ['sub-me', 'me'], tier: ['premium'], model: ['opt'] };
const series = (labels: Record<string, string>): Sample => ({ labels, value: 1, at: 0 });

test('the caller’s own series has every label', () => {
  const others = series({ user: 'somebody', tier: 'free', model: 'other' });
  expect(labelProblems('hits', [others, series({ user: 'me', tier: 'premium', model: 'opt' })], PROMISED)).toEqual([]);
});

test('labels may be spread over the caller’s series', () => {
  const own = [series({ user: 'me', tier: 'premium' }), series({ user: 'me', tier: 'premium', model: 'opt' })];
  expect(labelProblems('hits', own, PROMISED)).toEqual([]);
});

test.each<[string, Sample[], string[]]>([
  ['no series at all', [], ['hits has no series']],
  ['a label that nobody has', [series({ user: 'me', tier: 'premium' })], ['no series of hits has label model']],
  ['an empty label', [series({ user: 'me', tier: '', model: 'opt' })], ['no series of hits has label tier']],
  [
    'another’s series only',
    [series({ user: 'somebody', tier: 'premium', model: 'opt' })],
    ['no series of hits names the caller as its user'],
  ],
  [
    'a wrong value',
    [series({ user: 'me', tier: 'free', model: 'opt' }), series({ user: 'somebody', tier: 'premium', model: 'opt' })],
    ['label tier of hits says free; premium is right'],
  ],
  [
    'no user: every series counts as the caller’s',
    [series({ tier: 'premium', model: 'opt' })],
    ['no series of hits has label user'],
  ],
])('%s', (_, samples, problems) => {
  expect(labelProblems('hits', samples, PROMISED)).toEqual(problems);
});
