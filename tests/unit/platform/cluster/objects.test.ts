import { expect, test } from 'vitest';
import { Deployment, Pod } from '../../../../platform/cluster/kinds/core.ts';
import { RawObject, readAs, slim } from '../../../../platform/cluster/objects.ts';

test('a label that is no text is left out, and the others are kept', () => {
  const raw = RawObject.parse({ metadata: { name: 'p', labels: { app: 'maas-api', odd: ['x'] } } });

  const { items, malformed } = readAs(Pod, [slim(raw, Pod)]);

  expect(malformed).toEqual([]);
  expect(items[0]?.metadata.labels).toEqual({ app: 'maas-api' });
});

test('an object is read once by a schema, and what cannot be read is told each time', () => {
  const raw = slim(RawObject.parse({ metadata: { name: 'p' }, spec: { nodeName: 'worker-0' } }), Pod);
  const odd = slim(RawObject.parse({ metadata: { name: 'q' }, spec: { nodeName: 7 } }), Pod);

  const first = readAs(Pod, [raw, odd]);
  const second = readAs(Pod, [raw, odd]);
  const other = readAs(Deployment, [raw]);

  expect(second.items[0]).toBe(first.items[0]);
  expect(other.items[0]).not.toBe(first.items[0]);
  expect(second.items).not.toBe(first.items);
  expect(second.malformed).toEqual(first.malformed);
  expect(second.malformed).toHaveLength(1);
});
