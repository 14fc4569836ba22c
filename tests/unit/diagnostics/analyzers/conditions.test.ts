import { expect, test } from 'vitest';
import { saidByConditions } from '../../../../diagnostics/analyzers/conditions.ts';
import { holding, object } from './analyzed.ts';

const gatewayOf = (name: string, rest: object) =>
  object(name, { spec: { gatewayClassName: 'c', listeners: [] }, ...rest });
const condition = (type: string, status: string, reason = 'Because') => ({ type, status, reason, message: 'as it is' });

test('conditions of an object, of its listeners and of its parents are told, each with its place', async () => {
  const gateway = gatewayOf('g', {
    status: {
      conditions: [condition('Programmed', 'False')],
      listeners: [{ name: 'https', conditions: [condition('ResolvedRefs', 'False')] }],
    },
  });
  const route = object('r', {
    spec: {},
    status: { parents: [{ parentRef: { name: 'g' }, conditions: [condition('Accepted', 'False')] }] },
  });

  const { cluster } = holding({ gateways: [gateway], httproutes: [route] });

  expect((await saidByConditions(cluster)).map(({ subject, where, text }) => [subject, where, text])).toEqual([
    ['Gateway', 'Gateway maas/g status.conditions', 'Programmed=False (Because: as it is)'],
    ['Gateway', 'Gateway maas/g status.listeners[https].conditions', 'ResolvedRefs=False (Because: as it is)'],
    ['HTTPRoute', 'HTTPRoute maas/r status.parents[g].conditions', 'Accepted=False (Because: as it is)'],
  ]);
});

test('an object without a status, and one with a strange one, say nothing', async () => {
  const { cluster } = holding({ gateways: [gatewayOf('a', {}), gatewayOf('b', { status: 'broken' })] });

  expect(await saidByConditions(cluster)).toEqual([]);
});

test('what may not be read says nothing', async () => {
  expect(await saidByConditions(holding({}).cluster)).toEqual([]);
});
