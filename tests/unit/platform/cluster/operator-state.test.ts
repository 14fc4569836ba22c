import { expect, test } from 'vitest';
import { OPERATORS } from '../../../../layouts/operators.ts';
import {
  ClusterServiceVersion,
  OperatorGroup,
  PackageManifest,
  Subscription,
} from '../../../../platform/cluster/kinds/olm.ts';
import { meshesByHand, meshesOfIngress } from '../../../../platform/cluster/mesh-by-hand.ts';
import { releaseReached } from '../../../../platform/cluster/openshift-release.ts';
import { groupProblems } from '../../../../platform/cluster/operator-groups.ts';
import { stuckCsvs } from '../../../../platform/cluster/operator-phases.ts';
import { approvalDrift, channelDrift } from '../../../../platform/cluster/operator-subscriptions.ts';
import { badVersions, oldVersions } from '../../../../platform/cluster/operator-versions.ts';
import { WAITS } from '../../../../platform/waits.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const operators = OPERATORS['maas-0.0.2'];

const csv = (name: string, status: object = { phase: 'Succeeded' }, namespace = 'kuadrant-system') =>
  ClusterServiceVersion.schema.parse({ metadata: { name, namespace }, status });
const subscription = (name: string, spec: object = {}, metadata: object = {}) =>
  Subscription.schema.parse({
    metadata: { name, namespace: 'openshift-operators', ...metadata },
    spec: { name, ...spec },
  });
const since = (ms: number): string => new Date(NOW - ms).toISOString();

test.each([
  ['Failed', 1_000, 'stuck'],
  ['Replacing', 1_000, 'onTheWay'],
  ['Replacing', WAITS.operatorInstallation, 'stuck'],
  ['Installing', WAITS.operatorInstallation - 1_000, 'onTheWay'],
] as const)('a CSV that has been %s for %i ms is %s', (phase, ms, where) => {
  const found = stuckCsvs([csv('rhcl-operator.v1.2.1', { phase, lastTransitionTime: since(ms) })], operators, NOW);

  expect(found[where]).toHaveLength(1);
  expect(found.stuck.length + found.onTheWay.length).toBe(1);
});

test('a CSV on its way that does not tell since when is stuck: it is not known to be young', () => {
  expect(stuckCsvs([csv('rhcl-operator.v1.2.1', { phase: 'Pending' })], operators, NOW).stuck).toHaveLength(1);
});

test('copies and strangers are not judged, an older version left behind is', () => {
  const copied = csv('rhcl-operator.v1.2.1', { phase: 'Failed', reason: 'Copied' }, 'default');
  const stranger = csv('elasticsearch-operator.v5.8.0', { phase: 'Failed' });
  const left = csv('rhcl-operator.v1.1.0', { phase: 'Failed' });

  expect(stuckCsvs([copied, stranger], operators, NOW)).toEqual({ judged: [], stuck: [], onTheWay: [] });
  expect(stuckCsvs([csv('rhcl-operator.v1.2.1'), left], operators, NOW).stuck).toEqual([
    'kuadrant-system/rhcl-operator.v1.1.0 is Failed',
  ]);
});

test('a Subscription without a word about approval approves by itself', () => {
  const drift = approvalDrift([subscription('rhcl-operator')], operators);

  expect(drift).toEqual({ judged: ['openshift-operators/rhcl-operator Automatic'], other: [] });
  expect(approvalDrift([subscription('rhcl-operator', { installPlanApproval: 'Manual' })], operators).other).toEqual([
    'openshift-operators/rhcl-operator is Manual, not Automatic',
  ]);
});

test('a Subscription without a channel follows the default of its package', () => {
  const offer = (defaultChannel: string) =>
    PackageManifest.schema.parse({ metadata: { name: 'rhcl-operator' }, status: { defaultChannel } });
  const other = (defaultChannel: string) =>
    channelDrift([subscription('rhcl-operator')], [offer(defaultChannel)], operators).other;

  expect(other('stable')).toEqual([]);
  expect(other('tech-preview')).toEqual(['openshift-operators/rhcl-operator follows tech-preview, not stable']);
  expect(channelDrift([subscription('rhcl-operator')], [], operators).other[0]).toMatch(/that no catalog tells/);
  expect(channelDrift([subscription('some-neighbour', { channel: 'x' })], [], operators).judged).toEqual([]);
});

test('a namespace needs exactly one OperatorGroup that OLM can use', () => {
  const group = (name: string, status?: object, metadata: object = {}) =>
    OperatorGroup.schema.parse({ metadata: { name, namespace: 'n', ...metadata }, status });
  const multiple = { conditions: [{ type: 'MultipleOperatorGroups', status: 'True', reason: 'Two' }] };

  expect(groupProblems([group('a')], 'n')).toEqual([]);
  expect(groupProblems([group('a')], 'other')).toEqual(['other has no OperatorGroup']);
  expect(groupProblems([group('a'), group('b')], 'n')).toEqual(['n has 2 OperatorGroups: a, b']);
  expect(groupProblems([group('a'), group('b', undefined, { deletionTimestamp: since(1) })], 'n')).toEqual([]);
  expect(groupProblems([group('a', multiple)], 'n')[0]).toMatch(/MultipleOperatorGroups=True \(Two\)/);
});

test('a mesh operator is by hand unless the ingress operator owns its Subscription', () => {
  const owned = { annotations: { 'ingress.operator.openshift.io/owned': '' } };
  const ofIngress = subscription('servicemeshoperator3', {}, owned);
  const mesh3 = csv('servicemeshoperator3.v3.1.0', { phase: 'Succeeded' }, 'openshift-operators');

  expect(meshesByHand([ofIngress], [mesh3])).toEqual([]);
  expect(meshesOfIngress([ofIngress])).toEqual(['servicemeshoperator3']);
  expect(meshesByHand([subscription('servicemeshoperator3')], [mesh3])).toHaveLength(1);
  expect(meshesByHand([], [mesh3])).toEqual([
    'servicemeshoperator3.v3.1.0 is left in openshift-operators without a Subscription',
  ]);
  expect(meshesByHand([ofIngress], [csv('servicemeshoperator.v2.6.11')])).toHaveLength(1);
});

test('a version that is bad, weak or old is found in operators that others bring along', () => {
  const row = { problem: 'p', fixedIn: '0.23.1', source: 's' };
  const weak = [{ csvPrefix: 'authorino-operator', range: '<0.23.1', level: 'should' as const, ...row }];
  const old = [{ csvPrefix: 'limitador-operator', minimum: '0.16.0', source: 's' }];

  expect(badVersions([csv('authorino-operator.v0.22.0')], operators, weak).bad).toHaveLength(1);
  expect(badVersions([csv('authorino-operator.v1.2.4')], operators, weak).bad).toEqual([]);
  expect(oldVersions([csv('limitador-operator.v0.12.1')], old).bad).toEqual([
    'limitador-operator.v0.12.1 is older than 0.16.0 (s)',
  ]);
  expect(oldVersions([csv('limitador-operator.latest')], old).unreadable).toEqual(['limitador-operator.latest']);
  expect(oldVersions([csv('rhcl-operator.v1.0.0')], old).judged).toEqual([]);
});

test.each([
  ['4.20.8', true],
  ['4.21.21', true],
  ['4.21.22', false],
  ['4.22.0', false],
  ['4.18.9', false],
  ['4.21.0-0.nightly-2026-01-02-030405', true],
])('OpenShift %s is in the range of a mesh by hand: %s', (version, isIn) => {
  expect(releaseReached([{ state: 'Completed', version }]).isIn('>=4.19.0 <4.21.22')).toBe(isIn);
});
