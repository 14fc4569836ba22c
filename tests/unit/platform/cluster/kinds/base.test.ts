import { expect, test } from 'vitest';
import { readCondition } from '../../../../../platform/cluster/conditions.ts';
import { AnyObject } from '../../../../../platform/cluster/kinds/base.ts';
import { EnvoyFilter } from '../../../../../platform/cluster/kinds/istio-networking.ts';

const object = (status: object, metadata: object = {}) => ({ metadata: { name: 'a', ...metadata }, status });

test.each([
  ['a condition without a type', object({ conditions: [{ type: 'Ready', status: 'True' }, { status: 'True' }] })],
  ['a status that is no text', object({ conditions: [{ type: 'Ready', status: true }] })],
  ['a generation that is no number', object({}, { generation: '2' })],
  ['a label that is no text', object({}, { labels: { b: 1 } })],
  ['a deletion that is no time', object({}, { deletionTimestamp: {} })],
])('what decides and is of another type makes the object unreadable, so that it hides nothing: %s', (_, value) => {
  expect(AnyObject.safeParse(value).success).toBe(false);
});

test('null is the same as missing, and what is only shown may be anything', () => {
  const conditions = [{ type: 'Ready', status: 'True', message: 7, reason: null, observedGeneration: null }];
  const read = AnyObject.parse(object({ conditions }, { labels: null, generation: null }));

  expect(readCondition(read, 'Ready')).toMatchObject({ holds: true, text: 'Ready=True' });
});

test('a status that is none of the three, or none at all, is Unknown', () => {
  const read = AnyObject.parse(object({ conditions: [{ type: 'Ready', status: 'true' }, { type: 'Synced' }] }));

  expect(readCondition(read, 'Ready').status).toBe('Unknown');
  expect(readCondition(read, 'Synced').status).toBe('Unknown');
});

test('a list that decides is read whole, or the object is unreadable; null is none', () => {
  const filter = (targetRefs: unknown) => ({ metadata: { name: 'f' }, spec: { targetRefs } });

  expect(EnvoyFilter.schema.parse(filter(null)).spec?.targetRefs).toBeUndefined();
  expect(EnvoyFilter.schema.safeParse(filter([{ kind: 'Gateway' }])).success).toBe(false);
  expect(EnvoyFilter.schema.safeParse(filter('gateway')).success).toBe(false);
});
