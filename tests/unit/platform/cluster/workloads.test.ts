import { expect, test } from 'vitest';
import { Deployment, Pod } from '../../../../platform/cluster/kinds/core.ts';
import { podProblem, podsReport } from '../../../../platform/cluster/pods.ts';
import { deploymentReport } from '../../../../platform/cluster/workloads.ts';

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
    ready: 1,
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
  expect(podsReport('maas/api', gone, NOW).problems).toEqual([
    'maas/api has no pod that runs (api-1 is being deleted; api-1 Failed)',
  ]);
});

test('pods of other workloads and namespaces do not count', () => {
  const others = [pod({}, { namespace: 'other' }), pod({}, { labels: { app: 'db' } })];

  expect(deploymentReport(deployment(), others, NOW).problems).toEqual(['maas/api has no pod']);
});

interface Restarts {
  count: number;
  /** When the last run began and ended, and when this one began; absent where Kubernetes has forgotten it. */
  began?: string;
  ended?: string;
  running?: string;
  created?: string;
}
const restarted = ({ count, began, ended, running, created }: Restarts, statuses = 'containerStatuses') => {
  const last = ended === undefined ? {} : { terminated: { reason: 'Error', startedAt: began, finishedAt: ended } };
  const state = { running: running === undefined ? {} : { startedAt: running } };
  const container = { name: 'main', ready: true, restartCount: count, state, lastState: last };
  return pod({ [statuses]: [container] }, { creationTimestamp: created });
};
const AGO_10_MINUTES = '2026-01-02T11:50:00Z';
const AGO_12_MINUTES = '2026-01-02T11:48:00Z';
const LONG_AGO = '2025-12-01T00:00:00Z';

test.each<[string, Restarts, 'problem' | 'note' | 'nothing']>([
  ['three within the hour', { count: 3, began: AGO_12_MINUTES, ended: AGO_10_MINUTES }, 'problem'],
  ['one within the hour', { count: 1, began: AGO_12_MINUTES, ended: AGO_10_MINUTES }, 'note'],
  ['many, long ago', { count: 9, began: LONG_AGO, ended: LONG_AGO }, 'nothing'],
  ['one now after a long run, many before', { count: 9, began: LONG_AGO, ended: AGO_10_MINUTES }, 'note'],
  [
    'many, the last run forgotten, in a young pod',
    { count: 7, running: AGO_10_MINUTES, created: AGO_12_MINUTES },
    'problem',
  ],
  ['many, the last run forgotten, age unknown', { count: 7, running: AGO_10_MINUTES }, 'problem'],
  ['many in months, the last run forgotten', { count: 7, running: AGO_10_MINUTES, created: LONG_AGO }, 'note'],
  ['many, nothing known since a long time', { count: 7, running: LONG_AGO, created: LONG_AGO }, 'nothing'],
  [
    'an end that is no time',
    { count: 3, began: AGO_12_MINUTES, ended: 'yesterday', running: AGO_10_MINUTES },
    'problem',
  ],
])('restarts: %s', (_, restarts, expected) => {
  const { problems, notes } = podsReport('p', [restarted(restarts)], NOW);

  const seen = problems.length > 0 ? 'problem' : notes.length > 0 ? 'note' : 'nothing';
  expect(seen).toBe(expected);
  expect(problems.length + notes.length).toBeLessThanOrEqual(1);
});

test('a sidecar that restarts counts, an init container that has come to its end does not', () => {
  const loop = { count: 5, began: AGO_12_MINUTES, ended: AGO_10_MINUTES };
  expect(podsReport('p', [restarted(loop, 'initContainerStatuses')], NOW).problems).toHaveLength(1);

  const done = restarted(loop, 'initContainerStatuses');
  for (const status of done.status?.initContainerStatuses ?? []) status.state = { terminated: { exitCode: 0 } };
  expect(podsReport('p', [done], NOW)).toMatchObject({ problems: [], notes: [] });
});

test('a Deployment’s conditions say why replicas are missing', () => {
  const short = deployment({
    availableReplicas: 0,
    conditions: [
      { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota' },
    ],
  });

  const text = deploymentReport(short, [], NOW).problems.join();
  expect(text).toContain('Available=False (MinimumReplicasUnavailable)');
  expect(text).toContain('ReplicaFailure=True (FailedCreate: exceeded quota)');
});

test('a status that counts more replicas than there are pods is not believed', () => {
  const two = deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 }, { replicas: 2 });

  expect(deploymentReport(two, [pod()], NOW).problems).toEqual(['maas/api: 1 of 2 pods']);
});

test('a Deployment that is being deleted is a problem', () => {
  const leaving = deployment();
  leaving.metadata.deletionTimestamp = AGO_10_MINUTES;

  expect(deploymentReport(leaving, [pod()], NOW).problems.join()).toContain('being deleted');
});

test('a selector by expressions selects, and another Deployment whose name begins alike owns no pod of this one', () => {
  const byExpression = deployment(
    {},
    { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['api'] }] } },
  );
  expect(deploymentReport(byExpression, [pod()], NOW).problems).toEqual([]);

  const unlabelled = deployment({}, { selector: undefined });
  const owned = (by: string) => [pod({}, { ownerReferences: [{ kind: 'ReplicaSet', name: by }] })];
  expect(deploymentReport(unlabelled, owned('api-5c9d7b8f6d'), NOW).problems).toEqual([]);
  expect(deploymentReport(unlabelled, owned('api-cache-5c9d7b8f6d'), NOW).problems).toEqual(['maas/api has no pod']);
});
