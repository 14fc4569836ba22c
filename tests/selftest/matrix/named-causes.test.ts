import { expect, test } from 'vitest';
import type { Fault } from '../../../sandbox/fault.ts';
import { areNamed, firstCauses, namedCauses } from './named-causes.ts';

const fault = (breaks: string): Fault => ({ name: 'broken', breaks, noticedBy: ['maas.a'], apply: () => undefined });
const outcome = (faults: Fault[], causes: string[]) => ({
  run: { installation: 'guide' as const, faults, phases: [] },
  causes,
});
const right = outcome([fault('It is broken (FM-01).')], ['FM-07', 'FM-01']);
const wrong = outcome([fault('It is broken (FM-01).')], ['FM-07']);

test('of runs with one fault of a known failure mode those are missed that do not name it', () => {
  const unknown = outcome([fault('It is broken.')], ['FM-07']);
  const several = outcome([fault('It is broken (FM-01).'), fault('So is this (FM-02).')], []);

  expect(namedCauses([right, wrong, unknown, several])).toEqual({
    tried: 2,
    missed: ['guide: broken: FM-07'],
    unfounded: [],
  });
});

test('a cause in a healthy installation is unfounded', () => {
  const named = namedCauses([outcome([], ['FM-07']), outcome([], [])]);

  expect(named).toEqual({ tried: 0, missed: [], unfounded: ['guide: healthy: FM-07'] });
  expect(areNamed(named)).toBe(false);
});

test('one of twenty may be missed, and not one of nineteen', () => {
  const isEnough = (count: number) => areNamed(namedCauses([wrong, ...Array.from({ length: count - 1 }, () => right)]));

  expect([isEnough(20), isEnough(19)]).toEqual([true, false]);
});

test('the first causes are those of what failed, by their failure modes', () => {
  const checks = [{ id: 'maas.gateway-listeners', verdict: 'fail' as const, observed: 'no host (FM-25)' }];

  expect(firstCauses({ checks })).toEqual(['FM-25']);
});
