import { expect, test } from 'vitest';
import {
  readCondition,
  readConditions,
  troublesReported,
  unmetConditions,
} from '../../../../platform/cluster/conditions.ts';
import { listenersOf, parentsOf } from '../../../../platform/cluster/status-parts.ts';

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
    status: {
      parents: [
        { parentRef: { name: 'gw', sectionName: 'https' }, conditions: [{ type: 'Accepted', status: 'True' }] },
      ],
    },
  };

  expect(parentsOf(route)).toMatchObject([{ name: 'maas/gw', sectionName: 'https' }]);
  expect(parentsOf({ metadata: {} })).toEqual([]);
});

test('a condition about a later generation is of an earlier object of that name, and is stale too', () => {
  expect(readCondition(subject({ observedGeneration: 9 }), 'Ready').status).toBe('stale');
});

test('generation 0 is none: the one of the status counts, or nothing', () => {
  expect(readCondition(subject({ observedGeneration: 0 }), 'Ready').status).toBe('True');
  const old = { ...subject({}), status: { ...subject({ observedGeneration: 0 }).status, observedGeneration: 1 } };
  expect(readCondition(old, 'Ready').status).toBe('stale');
});

test('nothing holds of an object that is being deleted', () => {
  const leaving = { ...subject({}), metadata: { generation: 3, deletionTimestamp: '2026-01-01T00:00:00Z' } };

  expect(readCondition(leaving, 'Ready')).toMatchObject({
    holds: false,
    status: 'deleting',
    text: 'Ready=True, but it is being deleted since 2026-01-01T00:00:00Z',
  });
  expect(unmetConditions(leaving, ['Ready'])).toHaveLength(1);
});

test('a type that is reported twice, and not alike, is Unknown; alike, it is what both say', () => {
  const twice = (...statuses: ('True' | 'False')[]) => ({
    status: { conditions: statuses.map((status) => ({ type: 'Ready', status })) },
  });

  expect(readCondition(twice('True', 'False'), 'Ready')).toMatchObject({ status: 'Unknown', holds: false });
  expect(readCondition(twice('True', 'True'), 'Ready').holds).toBe(true);
  expect(readConditions(twice('True', 'False'))).toHaveLength(1);
});

test('a transition in the future is a matter of clocks, and changes nothing', () => {
  expect(readCondition(subject({ lastTransitionTime: '2999-01-01T00:00:00Z' }), 'Ready').holds).toBe(true);
});

test('a condition that tells of trouble counts where it is True, with its reason and message', () => {
  const conflicted = (status: 'True' | 'False' | 'Unknown') => ({
    status: { conditions: [{ type: 'Conflicted', status, reason: 'HostnameConflict', message: 'two of them' }] },
  });

  expect(troublesReported(conflicted('True'), ['Conflicted'])).toEqual([
    'Conflicted=True (HostnameConflict: two of them)',
  ]);
  expect(troublesReported(conflicted('False'), ['Conflicted'])).toEqual([]);
  expect(troublesReported(conflicted('Unknown'), ['Conflicted'])).toEqual([]);
  expect(troublesReported({}, ['Conflicted'])).toEqual([]);
});

test('what a controller of policies says of a parent is not about its attachment', () => {
  const parentRef = { name: 'gw' };
  const route = {
    metadata: { namespace: 'maas' },
    status: {
      parents: [
        { parentRef, conditions: [{ type: 'kuadrant.io/AuthPolicyAffected', status: 'True' }] },
        { parentRef, conditions: [{ type: 'Accepted', status: 'False' }] },
        { parentRef: { kind: 'Service', name: 'gw' }, conditions: [{ type: 'Accepted', status: 'True' }] },
      ],
    },
  };

  expect(parentsOf(route).map((parent) => readCondition(parent, 'Accepted').status)).toEqual(['False']);
});

test('the listeners and parents of an object that is being deleted do not hold', () => {
  const metadata = { namespace: 'maas', deletionTimestamp: '2026-01-01T00:00:00Z' };
  const conditions = [{ type: 'Accepted', status: 'True' }];
  const gateway = { metadata, status: { listeners: [{ name: 'https', conditions }] } };
  const route = { metadata, status: { parents: [{ parentRef: { name: 'gw' }, conditions }] } };

  for (const part of [...listenersOf(gateway), ...parentsOf(route)])
    expect(readCondition(part, 'Accepted').status).toBe('deleting');
});
