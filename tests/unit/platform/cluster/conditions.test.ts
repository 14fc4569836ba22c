import { expect, test } from 'vitest';
import { listenersOf, parentsOf, readCondition, unmetConditions } from '../../../../platform/cluster/conditions.ts';

const subject = (condition: object, generation = 3) => ({
  metadata: { generation },
  status: { conditions: [{ type: 'Ready', status: 'True' as const, ...condition }] },
});

test('a condition that is True for this generation holds', () => {
  expect(readCondition(subject({ observedGeneration: 3 }), 'Ready')).toMatchObject({ status: 'True', holds: true });
});

test('a condition without a generation is taken as current', () => {
  expect(readCondition(subject({}), 'Ready').holds).toBe(true);
});

test('a condition about an older generation is stale, whatever it says', () => {
  const reading = readCondition(subject({ observedGeneration: 2 }), 'Ready');

  expect(reading).toMatchObject({ status: 'stale', holds: false });
  expect(reading.text).toBe('Ready=True is stale: about generation 2, now 3');
});

test('the generation of the whole status counts where the condition tells none', () => {
  const old = { ...subject({}), status: { ...subject({}).status, observedGeneration: 1 } };

  expect(readCondition(old, 'Ready').status).toBe('stale');
});

test.each(['False', 'Unknown'] as const)('a condition that is %s does not hold', (status) => {
  const reading = readCondition(subject({ status, reason: 'MissingDependency', message: 'no gateway' }), 'Ready');

  expect(reading.holds).toBe(false);
  expect(reading.text).toBe(`Ready=${status} (MissingDependency: no gateway)`);
});

test('a missing condition is named', () => {
  expect(unmetConditions(subject({}), ['Ready', 'Enforced'])).toEqual(['Enforced is not reported']);
  expect(readCondition({}, 'Ready').status).toBe('missing');
});

test('asking for no condition at all is refused, so that nothing passes unseen', () => {
  expect(() => unmetConditions(subject({}), [])).toThrow(RangeError);
});

test('each listener is judged against the generation of its Gateway', () => {
  const gateway = {
    metadata: { generation: 2 },
    status: {
      listeners: [
        { name: 'https', conditions: [{ type: 'Programmed', status: 'True', observedGeneration: 2 }] },
        { name: 'http', conditions: [{ type: 'Programmed', status: 'True', observedGeneration: 1 }] },
      ],
    },
  };

  expect(listenersOf(gateway).map((listener) => readCondition(listener, 'Programmed').status)).toEqual([
    'True',
    'stale',
  ]);
});

test('each parent of a route is named by namespace and name', () => {
  const route = {
    metadata: { namespace: 'maas' },
    status: { parents: [{ parentRef: { name: 'gw', sectionName: 'https' }, conditions: [] }] },
  };

  expect(parentsOf(route)).toMatchObject([{ name: 'maas/gw', sectionName: 'https' }]);
  expect(parentsOf({ metadata: {} })).toEqual([]);
});
