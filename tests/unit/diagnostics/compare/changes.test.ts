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

test('a comparison says what is not known, and says so when nothing differs', () => {
  const none = { appeared: [], vanished: [], changed: [], unknown: [], newFindings: [], goneFindings: [] };

  expect(comparisonLines(none)).toEqual(['No difference.']);
  expect(comparisonLines({ ...none, unknown: [{ kind: 'Pod', reason: 'not collected' }] }).join('\n')).toContain(
    'Pod: not collected',
  );
});
