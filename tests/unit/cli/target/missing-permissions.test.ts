import { expect, test } from 'vitest';
import type { MeasuredRead } from '../../../../cli/measured-reads.ts';
import { missingPermissions, refusedReads } from '../../../../cli/target/missing-permissions.ts';
import type { Answer, Permission } from '../../../../platform/cluster/cluster.ts';
import { canI } from '../../../../platform/cluster/permission-text.ts';

const pods: MeasuredRead = { verb: 'list', group: '', resource: 'pods', namespace: 'maas' };
const nodes: MeasuredRead = { verb: 'list', group: '', resource: 'nodes' };
const refused = (permission: Permission): string => `not allowed to read it; missing permission: ${canI(permission)}`;
const caller = (allowed: string[]) => ({
  can: async (permission: Permission): Promise<Answer<boolean>> => ({
    kind: 'found',
    value: allowed.includes(permission.resource),
  }),
});

test.each<[string, Permission]>([
  ['a list in a namespace', pods],
  ['a cluster-wide list', nodes],
  ['a named object', { verb: 'get', group: 'apps', resource: 'deployments', name: 'maas-api', namespace: 'maas' }],
  ['a subresource', { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'maas' }],
  ['everything', { verb: '*', group: '*', resource: '*' }],
  ['a path', { verb: 'get', group: '', resource: '/readyz' }],
])('a refused read is found in what a check said, whatever follows: %s', (_, permission) => {
  for (const end of ['', '; then more', ', and', ')']) {
    expect(refusedReads([`${refused(permission)}${end}`, refused(permission)])).toEqual([canI(permission)]);
  }
});

test('what an installer lacks to install is nothing to ask for', () => {
  expect(refusedReads([`ann lacks 1 of 7 rights of an installer: ${canI(pods)}`])).toEqual([]);
});

test('what a stopped check would read next is asked for too, where the caller may not', async () => {
  const said = [
    { id: 'a.stopped', text: refused(pods) },
    { id: 'a.judged', text: 'all is well' },
  ];
  const services: MeasuredRead = { verb: 'list', group: '', resource: 'services' };
  const routes: MeasuredRead = { verb: 'list', group: 'route.openshift.io', resource: 'routes' };
  const reads = { 'a.stopped': [pods, services, nodes], 'a.judged': [routes] };

  expect(await missingPermissions(caller(['nodes']), said, reads)).toEqual([canI(pods), canI(services)].sort());
});

test('where nothing was refused, nothing is asked', async () => {
  const cluster = {
    can: () => {
      throw new Error('asked');
    },
  };
  expect(await missingPermissions(cluster, [{ id: 'a.b', text: 'fine' }], { 'a.b': [nodes] })).toEqual([]);
});

test('who may not ask about his rights is told that, and what was refused', async () => {
  const review: Permission = { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' };
  const cluster = { can: async (): Promise<Answer<boolean>> => ({ kind: 'forbidden', permission: review }) };

  const lines = await missingPermissions(cluster, [{ id: 'a.b', text: refused(pods) }], { 'a.b': [pods, nodes] });

  expect(lines).toEqual([canI(review), canI(pods)].sort());
});
