import { expect, test } from 'vitest';
import { changesOf } from '../../../../diagnostics/compare/changes.ts';
import { comparisonLines } from '../../../../diagnostics/compare/text.ts';

const policy = (limit: number, status: 'True' | 'False', generation: number) => ({
  metadata: { name: 'limits', namespace: 'maas', generation },
  spec: { limits: { free: { rates: [{ limit, window: '60s' }] } } },
  status: { conditions: [{ type: 'Enforced', status, reason: 'Enforced' }] },
});

test('an object that is as it was has no change', () => {
  expect(changesOf(policy(10, 'True', 1), policy(10, 'True', 1))).toEqual([]);
});

test('a limit, a condition and a generation that changed are told with both values', () => {
  expect(changesOf(policy(10, 'True', 1), policy(20, 'False', 2))).toEqual([
    { field: 'spec.limits.free.rates[0].limit', before: '10', after: '20' },
    { field: 'condition Enforced', before: 'Enforced=True (Enforced)', after: 'Enforced=False (Enforced)' },
    { field: 'generation', before: '1', after: '2' },
  ]);
});

test('a field that is new has no value before', () => {
  const before = { metadata: { name: 'a' }, spec: {} };
  const after = { metadata: { name: 'a' }, spec: { replicas: 2 } };

  expect(changesOf(before, after)).toContainEqual({ field: 'spec.replicas', after: '2' });
});

test('of a text of several lines those are told that differ', () => {
  const map = (limit: number) => ({
    metadata: { name: 'm' },
    data: { 'tiers.yaml': `tiers:\n  free:\n    limit: ${limit}\n` },
  });

  expect(changesOf(map(10), map(20))).toEqual([{ field: 'data.tiers.yaml', before: 'limit: 10', after: 'limit: 20' }]);
});

test('a label, an annotation and a phase count; who leads, and the number of a placeholder, do not', () => {
  const object = (tier: string, leader: string, mark: number, phase: string) => ({
    metadata: {
      name: 'a',
      labels: { app: 'a' },
      annotations: { tiers: tier, 'control-plane.alpha.kubernetes.io/leader': leader },
    },
    data: { key: `[redacted:key:${mark}]` },
    status: { phase },
  });

  expect(changesOf(object('free', 'one', 1, 'Installing'), object('all', 'two', 2, 'Succeeded'))).toEqual([
    { field: 'phase', before: 'Installing', after: 'Succeeded' },
    { field: 'annotation tiers', before: 'free', after: 'all' },
  ]);
});

test('what a controller reports stands before what only looks otherwise, and many lines are cut', () => {
  const none = { appeared: [], vanished: [], unknown: [], newFindings: [], goneFindings: [] };
  const changed = [
    { object: 'ConfigMap a', changes: [{ field: 'data.x', before: '1', after: '2' }] },
    { object: 'Gateway g', changes: [{ field: 'condition Ready', before: 'True', after: 'False' }] },
  ];
  const many = Array.from({ length: 60 }, (_, index) => `Pod p${index}`);

  const text = comparisonLines({ ...none, changed, appeared: many }).join('\n');

  expect(text.indexOf('Gateway g')).toBeLessThan(text.indexOf('ConfigMap a'));
  expect(text).toContain('and 20 lines more: --json');
});

test('a comparison says what is not known, and says so when nothing differs', () => {
  const none = { appeared: [], vanished: [], changed: [], unknown: [], newFindings: [], goneFindings: [] };

  expect(comparisonLines(none)).toEqual(['No difference.']);
  expect(
    comparisonLines({ ...none, unknown: [{ kind: 'Pod', bundle: 'a.tar.gz', reason: 'not collected' }] }).join('\n'),
  ).toContain('a.tar.gz does not hold Pod');
});
