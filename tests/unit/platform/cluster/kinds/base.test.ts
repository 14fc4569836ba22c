import { expect, test } from 'vitest';
import { readCondition } from '../../../../../platform/cluster/conditions.ts';
import { AnyObject } from '../../../../../platform/cluster/kinds/base.ts';
import { EnvoyFilter } from '../../../../../platform/cluster/kinds/istio-networking.ts';

test('a condition that cannot be read takes the others not with it', () => {
  const object = AnyObject.parse({
    metadata: { name: 'a' },
    status: { conditions: [{ type: 'Ready', status: 'True' }, { status: 'True' }, null, 'Ready'] },
  });

  expect(readCondition(object, 'Ready').holds).toBe(true);
  expect(object.status?.conditions).toHaveLength(1);
});

test('a status that is none of the three is Unknown', () => {
  const object = AnyObject.parse({
    metadata: { name: 'a' },
    status: { conditions: [{ type: 'Ready', status: true }] },
  });

  expect(readCondition(object, 'Ready').status).toBe('Unknown');
});

test('a label or annotation that is no text takes the others not with it', () => {
  const { metadata } = AnyObject.parse({ metadata: { name: 'a', labels: { b: 1, c: 'd' }, annotations: [] } });

  expect(metadata.labels).toEqual({ c: 'd' });
  expect(metadata.annotations).toBeUndefined();
});

test('a list that decides is read whole, or the object is unreadable; null is none', () => {
  const filter = (targetRefs: unknown) => ({ metadata: { name: 'f' }, spec: { targetRefs } });

  expect(EnvoyFilter.schema.parse(filter(null)).spec?.targetRefs).toBeUndefined();
  expect(EnvoyFilter.schema.safeParse(filter([{ kind: 'Gateway' }])).success).toBe(false);
  expect(EnvoyFilter.schema.safeParse(filter('gateway')).success).toBe(false);
});
