import { expect, test } from 'vitest';
import { compareBundles, type Side } from '../../../../diagnostics/compare/compare.ts';
import { LAYOUTS } from '../../../../layouts/layouts.ts';
import { bundleCluster } from '../../../../platform/cluster/bundle/bundle.ts';
import { folder, written } from '../../platform/cluster/bundle/written.ts';
import { result, verdict } from '../../reports/sample.ts';

const list = (...items: object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
const object = (apiVersion: string, kind: string, name: string, rest: object = {}): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'maas' },
  ...rest,
});
const namespaces = list({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'maas' } });

function side(files: Record<string, string>, changes: Partial<Side> = {}): Side {
  const layout = LAYOUTS.get('guide');
  if (layout === undefined) throw new Error('there is no layout of the guide');
  const root = written({ 'cluster-scoped-resources/core/namespaces.yaml': namespaces, ...files });
  return { cluster: bundleCluster(root, folder()), layout, ...changes };
}

const CONFIG_MAPS = 'namespaces/maas/core/configmaps.yaml';
const tiers = (limit: number) => list(object('v1', 'ConfigMap', 'tiers', { data: { free: String(limit) } }));

test('kinds are those that the bundles hold, whichever these are', async () => {
  const path = 'namespaces/maas/example.com/widgets.yaml';
  const before = side({ [CONFIG_MAPS]: tiers(10), [path]: list(object('example.com/v1', 'Widget', 'a')) });
  const after = side({ [CONFIG_MAPS]: tiers(20), [path]: list(object('example.com/v2', 'Widget', 'b')) });

  expect(await compareBundles(before, after)).toMatchObject({
    appeared: ['Widget maas/b'],
    vanished: ['Widget maas/a'],
    changed: [{ object: 'ConfigMap maas/tiers', changes: [{ field: 'data.free', before: '10', after: '20' }] }],
    unknown: [],
  });
});

test('two versions of a type are two kinds of question and one kind of object', async () => {
  const path = 'cluster-scoped-resources/datasciencecluster.opendatahub.io/datascienceclusters.yaml';
  const cluster = (version: string, state: string) =>
    list({
      apiVersion: `datasciencecluster.opendatahub.io/${version}`,
      kind: 'DataScienceCluster',
      metadata: { name: 'default-dsc' },
      spec: { components: { kserve: { managementState: state } } },
    });

  const { changed, appeared, vanished } = await compareBundles(
    side({ [path]: cluster('v1', 'Removed') }),
    side({ [path]: cluster('v2', 'Managed') }),
  );

  expect([appeared, vanished]).toEqual([[], []]);
  expect(changed).toEqual([
    {
      object: 'DataScienceCluster default-dsc',
      changes: [{ field: 'spec.components.kserve.managementState', before: 'Removed', after: 'Managed' }],
    },
  ]);
});

test('what one of the two does not hold is not known, and never gone', async () => {
  const { vanished, unknown } = await compareBundles(side({ [CONFIG_MAPS]: tiers(10) }), side({}));

  expect(vanished).toEqual([]);
  expect(unknown).toMatchObject([{ kind: 'ConfigMap', reason: expect.stringContaining('oc adm inspect ns/maas') }]);
});

test('a namespace that both hold is compared, also where another is held by one of them', async () => {
  const two = list(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'maas' } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } },
  );
  const all = { 'cluster-scoped-resources/core/namespaces.yaml': two };
  const other = 'namespaces/other/core/configmaps.yaml';

  const { changed, unknown } = await compareBundles(
    side({ ...all, [CONFIG_MAPS]: tiers(10) }),
    side({ ...all, [CONFIG_MAPS]: tiers(20), [other]: list(object('v1', 'ConfigMap', 'x')) }),
  );

  expect(changed).toHaveLength(1);
  expect(unknown).toMatchObject([{ kind: 'ConfigMap in other' }]);
});

test('events are new in every collection and no difference', async () => {
  const events = (name: string) => ({ 'namespaces/maas/core/events.yaml': list(object('v1', 'Event', name)) });

  expect(await compareBundles(side(events('a')), side(events('b')))).toMatchObject({ appeared: [], vanished: [] });
});

test('causes that the checks of one side show are new, or gone', async () => {
  const failed = verdict([result('maas.gateway-listeners', { verdict: 'fail', observed: 'no host (FM-25)' })]);
  const [wrong, well] = [side({}, { verdict: failed }), side({}, { verdict: verdict([]) })];

  expect((await compareBundles(well, wrong)).newFindings).toMatchObject([{ failureMode: 'FM-25' }]);
  expect((await compareBundles(wrong, well)).goneFindings).toMatchObject([{ failureMode: 'FM-25' }]);
});
