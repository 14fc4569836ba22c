import { expect, test } from 'vitest';
import { ClusterServiceVersion, InstallPlan, Subscription } from '../../../../platform/cluster/kinds/olm.ts';
import { badVersions } from '../../../../platform/cluster/operator-versions.ts';
import {
  csvVersion,
  type Operator,
  operatorReport,
  realCsvs,
  subscriptionProblems,
  waitingPlans,
} from '../../../../platform/cluster/operators.ts';

const product = {
  name: 'Connectivity Link',
  namespaces: ['kuadrant-system'],
  csvPrefix: 'rhcl-operator',
  package: 'rhcl-operator',
  channels: ['stable'],
  approval: 'Automatic' as const,
  installNamespace: 'kuadrant-system',
  controllers: ['kuadrant-operator-controller-manager'],
  source: 'a page',
};
const operator: Operator = {
  id: 'connectivity-link',
  title: 'Connectivity Link',
  installedIn: 'operators',
  products: [product],
};

interface Shape {
  namespace?: string;
  phase?: string;
  reason?: string;
  copiedFrom?: string;
  version?: string;
}

const csv = (
  name: string,
  { namespace = 'kuadrant-system', phase = 'Succeeded', reason, copiedFrom, version }: Shape = {},
) =>
  ClusterServiceVersion.schema.parse({
    metadata: { name, namespace, labels: copiedFrom === undefined ? {} : { 'olm.copiedFrom': copiedFrom } },
    spec: { version },
    status: { phase, reason },
  });

test('an operator is well where its real CSV is Succeeded in its namespace', () => {
  const report = operatorReport([csv('rhcl-operator.v1.2.1')], operator);

  expect(report.problems).toEqual([]);
  expect(report.summary).toBe('Connectivity Link: rhcl-operator.v1.2.1 is Succeeded in kuadrant-system');
});

test('copies prove nothing, by label or by reason, even in the right namespace', () => {
  const copies = [
    csv('rhcl-operator.v1.2.1', { copiedFrom: 'kuadrant-system' }),
    csv('rhcl-operator.v1.2.1', { namespace: 'default', reason: 'Copied' }),
  ];

  expect(realCsvs(copies, product)).toEqual([]);
  expect(operatorReport(copies, operator).problems[0]).toMatch(/2 copies of it are left/);
});

test('no CSV at all is a problem, and one in another namespace says where it is', () => {
  expect(operatorReport([], operator).problems).toHaveLength(1);
  const elsewhere = operatorReport([csv('rhcl-operator.v1.2.1', { namespace: 'other' })], operator);
  expect(elsewhere.problems[0]).toMatch(/it is in other/);
});

test('another operator whose name begins alike is not taken for it', () => {
  expect(realCsvs([csv('rhcl-operator3.v1.0.0')], product)).toEqual([]);
});

test('during an upgrade the newest version decides, whatever the order', () => {
  const old = csv('rhcl-operator.v1.9.0', { phase: 'Succeeded' });
  const failed = csv('rhcl-operator.v1.10.0', { phase: 'Failed', reason: 'InstallCheckFailed' });

  for (const csvs of [
    [old, failed],
    [failed, old],
  ]) {
    expect(operatorReport(csvs, operator).problems[0]).toMatch(/v1\.10\.0 is Failed.*InstallCheckFailed/);
  }
});

test('a CSV without a phase is no success', () => {
  const blank = ClusterServiceVersion.schema.parse({
    metadata: { name: 'rhcl-operator.v1.2.1', namespace: 'kuadrant-system' },
  });

  expect(operatorReport([blank], operator).problems).toHaveLength(1);
});

test('a CSV or a Subscription that is being deleted is not well', () => {
  const leaving = csv('rhcl-operator.v1.2.1');
  leaving.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
  expect(operatorReport([leaving], operator).problems.join()).toContain('being deleted');

  const subscription = Subscription.schema.parse({
    metadata: { name: 's', namespace: 'n', deletionTimestamp: '2026-01-01T00:00:00Z' },
    status: { state: 'AtLatestKnown' },
  });
  expect(subscriptionProblems(subscription).join()).toContain('being deleted');
});

test('the version comes from the spec, or else from the name, with or without a v', () => {
  expect(csvVersion(csv('rhods-operator.3.2.0'))).toBe('3.2.0');
  expect(csvVersion(csv('rhcl-operator.v1.2.1'))).toBe('1.2.1');
  expect(csvVersion(csv('rhcl-operator.v9', { version: '1.4.0+0.1727' }))).toBe('1.4.0');
  expect(csvVersion(csv('rhcl-operator.latest'))).toBeUndefined();
});

test('bad versions are found by range, with what is wrong and the source; unreadable ones are told', () => {
  const table = [
    {
      csvPrefix: 'rhcl-operator',
      range: '1.4.0 || 1.4.1',
      level: 'must' as const,
      problem: 'limits nothing',
      fixedIn: '1.4.2',
      source: 'issue 1',
    },
  ];
  const judge = (name: string) => badVersions([csv(name)], [operator], table);

  expect(judge('rhcl-operator.v1.4.1').bad[0]).toBe('rhcl-operator.v1.4.1: limits nothing; fixed in 1.4.2 (issue 1)');
  expect(judge('rhcl-operator.v1.4.2').bad).toEqual([]);
  expect(judge('rhcl-operator.latest').unreadable).toEqual(['rhcl-operator.latest']);
  expect(badVersions([], [operator], table).judged).toEqual([]);
});

test.each([
  ['UpgradePending', [], 1],
  ['AtLatestKnown', [{ type: 'ResolutionFailed', status: 'True', message: 'conflict' }], 1],
  ['AtLatestKnown', [{ type: 'CatalogSourcesUnhealthy', status: 'True' }], 1],
  ['AtLatestKnown', [{ type: 'CatalogSourcesUnhealthy', status: 'False' }], 0],
  [undefined, [], 1],
])('a Subscription in state %s with %j has %i problems', (state, conditions, problems) => {
  const subscription = Subscription.schema.parse({
    metadata: { name: 's', namespace: 'n' },
    status: { state, conditions },
  });

  expect(subscriptionProblems(subscription)).toHaveLength(problems);
});

test('plans that wait are found, except those that the ingress operator leaves alone on purpose', () => {
  const plan = (name: string, brings: string[], approved: boolean) =>
    InstallPlan.schema.parse({
      metadata: { name, namespace: 'n' },
      spec: { approved, clusterServiceVersionNames: brings },
      status: { phase: approved ? 'Complete' : 'RequiresApproval' },
    });

  const waiting = waitingPlans([
    plan('done', ['a.v1'], true),
    plan('waits', ['a.v2'], false),
    plan('pinned', ['servicemeshoperator3.v3.1.4'], false),
    plan('both', ['servicemeshoperator3.v3.1.4', 'a.v2'], false),
    plan('unnamed', [], false),
  ]);

  expect(waiting.map(({ metadata }) => metadata.name)).toEqual(['waits', 'both', 'unnamed']);
});
