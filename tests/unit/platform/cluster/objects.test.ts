import { expect, test } from 'vitest';
import { Pod } from '../../../../platform/cluster/kinds/core.ts';
import { RawObject, readAs, slim } from '../../../../platform/cluster/objects.ts';

test('a label that is no text is left out, and the others are kept', () => {
  const raw = RawObject.parse({ metadata: { name: 'p', labels: { app: 'maas-api', odd: ['x'] } } });

  const { items, malformed } = readAs(Pod, [slim(raw, Pod)]);

  expect(malformed).toEqual([]);
  expect(items[0]?.metadata.labels).toEqual({ app: 'maas-api' });
});
