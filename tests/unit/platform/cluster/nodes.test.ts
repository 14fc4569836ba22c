import { expect, test } from 'vitest';
import { Node } from '../../../../platform/cluster/kinds/core.ts';
import { allocatable, isWorker, schedulable } from '../../../../platform/cluster/nodes.ts';

interface Shape {
  ready?: 'True' | 'False' | 'Unknown';
  cordoned?: boolean;
  taint?: { key: string; effect: string };
  cpu?: string;
  roles?: string[];
}

const node = (name: string, { ready = 'True', cordoned, taint, cpu = '4', roles = ['worker'] }: Shape = {}) =>
  Node.schema.parse({
    metadata: { name, labels: Object.fromEntries(roles.map((role) => [`node-role.kubernetes.io/${role}`, ''])) },
    spec: { unschedulable: cordoned, taints: taint === undefined ? undefined : [taint] },
    status: {
      allocatable: { cpu },
      conditions: [{ type: 'Ready', status: ready, reason: ready === 'True' ? 'KubeletReady' : 'KubeletNotReady' }],
    },
  });

test('NotReady, unknown, cordoned and tainted nodes are not counted, and named with the reason', () => {
  const { usable, notCounted } = schedulable([
    node('good'),
    node('stopped', { ready: 'Unknown' }),
    node('broken', { ready: 'False' }),
    node('cordoned', { cordoned: true }),
    node('control', { taint: { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' } }),
  ]);

  expect(usable.map(({ metadata }) => metadata.name)).toEqual(['good']);
  expect(notCounted).toContain('cordoned (cordoned)');
  expect(notCounted).toContain('stopped (not Ready: Ready=Unknown (KubeletNotReady))');
  expect(notCounted).toContain('broken (not Ready: Ready=False (KubeletNotReady))');
  expect(notCounted).toContain('control (tainted node-role.kubernetes.io/master:NoSchedule)');
});

test('a GPU node and one that only prefers other workload are counted', () => {
  const { usable } = schedulable([
    node('gpu', { taint: { key: 'nvidia.com/gpu', effect: 'NoSchedule' } }),
    node('prefers', { taint: { key: 'anything', effect: 'PreferNoSchedule' } }),
  ]);

  expect(usable).toHaveLength(2);
});

test('a node without conditions is not Ready', () => {
  expect(schedulable([Node.schema.parse({ metadata: { name: 'new' } })]).usable).toEqual([]);
});

test('a node that is control plane and worker is a worker', () => {
  expect(isWorker(node('compact', { roles: ['master', 'worker'] }))).toBe(true);
  expect(isWorker(node('control', { roles: ['master'] }))).toBe(false);
});

test('quantities are added up exactly, and what a node does not state is named', () => {
  const offered = allocatable(
    [node('a', { cpu: '7900m' }), node('b', { cpu: '8.1' }), node('c', { cpu: 'lots' })],
    'cpu',
  );

  expect(offered.total).toBe(16);
  expect(offered.unknown).toEqual(['c states "lots"']);
  expect(allocatable([node('a')], 'memory').unknown).toEqual(['a states none']);
});
