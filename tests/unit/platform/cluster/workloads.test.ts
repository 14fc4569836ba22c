import { expect, test } from 'vitest';
import { Deployment, Pod } from '../../../../platform/cluster/kinds/core.ts';
import { deploymentReport, podProblem, podsReport } from '../../../../platform/cluster/workloads.ts';

const NOW = Date.parse('2026-01-02T12:00:00Z');
const deployment = (status: object = {}, spec: object = {}) =>
  Deployment.schema.parse({
    metadata: { name: 'api', namespace: 'maas', generation: 2 },
    spec: { replicas: 1, selector: { matchLabels: { app: 'api' } }, ...spec },
    status: {
      observedGeneration: 2,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      ...status,
    },
  });
const pod = (status: object = {}, metadata: object = {}) =>
  Pod.schema.parse({
    metadata: { name: 'api-1', namespace: 'maas', labels: { app: 'api' }, ...metadata },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
      ...status,
    },
  });
const broken = (container: object) =>
  pod({
    conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }],
    containerStatuses: [{ name: 'main', ready: false, ...container }],
  });

test('a rolled-out Deployment with Ready pods has no problem', () => {
  const report = deploymentReport(deployment(), [pod()], NOW);

  expect(report).toEqual({
    name: 'maas/api',
    problems: [],
    notes: [],
    summary: 'maas/api: 1/1 available, 1/1 pods Ready',
  });
});

test.each([
  ['too few available', deployment({ availableReplicas: 0 }), '0 of 1 replicas available'],
  ['a stale status', deployment({ observedGeneration: 1 }), 'generation 1, now 2'],
  ['an unfinished rollout', deployment({ updatedReplicas: 0 }), 'of the current template'],
  ['scaled to nothing', deployment({ availableReplicas: 0 }, { replicas: 0 }), 'scaled to 0'],
])('%s is a problem', (_, subject, text) => {
  expect(deploymentReport(subject, [pod()], NOW).problems.join()).toContain(text);
});

test('a Running pod that is not Ready is a problem: the phase does not count', () => {
  const notReady = pod({ conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }] });

  expect(podProblem(notReady)).toContain('ContainersNotReady');
  expect(deploymentReport(deployment(), [notReady], NOW).problems).toHaveLength(1);
});

test.each([
  [{ state: { waiting: { reason: 'ImagePullBackOff', message: 'no such tag' } } }, 'ImagePullBackOff: no such tag'],
  [
    {
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
    },
    'CrashLoopBackOff (last exit: OOMKilled, code 137)',
  ],
])('the reason of a container is named: %o', (container, text) => {
  expect(podProblem(broken(container))).toContain(text);
});

test('a pod that cannot be scheduled says so', () => {
  const pending = pod({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes: no GPU' }],
    containerStatuses: [],
  });

  expect(podProblem(pending)).toContain('Unschedulable: 0/3 nodes: no GPU');
});

test('a failing init container is named, a completed one is not', () => {
  const waiting = pod({
    conditions: [{ type: 'Ready', status: 'False' }],
    initContainerStatuses: [
      { name: 'done', state: { terminated: { exitCode: 0 } } },
      { name: 'storage', state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ],
    containerStatuses: [],
  });

  expect(podProblem(waiting)).toBe('pod maas/api-1 is not Ready: init container storage waits: CrashLoopBackOff');
});

test('terminating and completed pods are ignored, yet no pod left is a problem', () => {
  const gone = [pod({ conditions: [] }, { deletionTimestamp: '2026-01-02T11:59:00Z' }), pod({ phase: 'Failed' })];

  expect(podsReport('maas/api', [pod(), ...gone], NOW).problems).toEqual([]);
  expect(podsReport('maas/api', gone, NOW).problems).toEqual(['maas/api has no pod']);
});

test('pods of other workloads and namespaces do not count', () => {
  const others = [pod({}, { namespace: 'other' }), pod({}, { labels: { app: 'db' } })];

  expect(deploymentReport(deployment(), others, NOW).problems).toEqual(['maas/api has no pod']);
});

test('frequent recent restarts are a problem, a single or an old one is not', () => {
  const restarted = (restartCount: number, finishedAt: string) =>
    pod({
      containerStatuses: [
        { name: 'main', ready: true, restartCount, lastState: { terminated: { reason: 'Error', finishedAt } } },
      ],
    });

  expect(podsReport('p', [restarted(5, '2026-01-02T11:50:00Z')], NOW).problems.join()).toContain('restarted 5 times');
  expect(podsReport('p', [restarted(1, '2026-01-02T11:50:00Z')], NOW)).toMatchObject({ problems: [] });
  expect(podsReport('p', [restarted(1, '2026-01-02T11:50:00Z')], NOW).notes).toHaveLength(1);
  expect(podsReport('p', [restarted(9, '2025-12-01T00:00:00Z')], NOW)).toMatchObject({ problems: [], notes: [] });
});
