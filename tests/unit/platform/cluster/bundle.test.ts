import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { expect, test } from 'vitest';
import { bundleCluster } from '../../../../platform/cluster/bundle.ts';
import { ConfigMap, Deployment, Namespace, Pod } from '../../../../platform/cluster/kinds/core.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'bundle-test-'));
const opened = (bundle: string) => bundleCluster(bundle, folder());

function written(files: Record<string, string>): string {
  const root = folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const FILES = {
  'image-sha256-abc/cluster-scoped-resources/core/namespaces.yaml':
    'apiVersion: v1\nkind: NamespaceList\nitems:\n- metadata: {name: maas}\n- metadata: {name: llm}\n',
  'image-sha256-abc/namespaces/maas/core/pods.yaml':
    'apiVersion: v1\nkind: PodList\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: api-1, namespace: maas, labels: {app: api}}}\n',
  'image-sha256-abc/namespaces/llm/core/pods/model-1.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: model-1, namespace: llm}\n',
  'image-sha256-abc/namespaces/maas/core/configmaps.yaml': 'apiVersion: v1\nkind: ConfigMapList\nitems: []\n',
  'image-sha256-abc/namespaces/llm/pods/model-1/main/main/logs/current.log': 'first\nsecond\n',
};

const names = (answer: Awaited<ReturnType<ReturnType<typeof opened>['list']>>): unknown =>
  answer.kind === 'found'
    ? answer.value.items.map((item) => (item as { metadata: { name: string } }).metadata.name)
    : answer;

test('lists, single objects and logs are read wherever must-gather puts them', async () => {
  const cluster = opened(written(FILES));

  expect(names(await cluster.list(Namespace))).toEqual(['maas', 'llm']);
  expect(names(await cluster.list(Pod))).toEqual(expect.arrayContaining(['api-1', 'model-1']));
  expect(names(await cluster.list(Pod, { namespace: 'maas', labelSelector: 'app=api' }))).toEqual(['api-1']);
  expect(await cluster.get(Pod, 'model-1', 'llm')).toMatchObject({ kind: 'found' });
  expect(await cluster.get(Pod, 'model-2', 'llm')).toEqual({ kind: 'not-found' });
  expect(await cluster.logs({ namespace: 'llm', pod: 'model-1' })).toEqual({ kind: 'found', value: 'first\nsecond\n' });
  expect(await cluster.version()).toMatchObject({ kind: 'found' });
});

test('an empty list that was collected is empty, what was not collected names how to collect it', async () => {
  const cluster = opened(written(FILES));

  expect(await cluster.list(ConfigMap, { namespace: 'maas' })).toMatchObject({ kind: 'found', value: { items: [] } });
  expect(await cluster.list(Deployment, { namespace: 'maas' })).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('oc adm inspect'),
  });
  expect(await cluster.logs({ namespace: 'maas', pod: 'api-1' })).toMatchObject({ kind: 'unreachable' });
  expect(await cluster.can({ verb: 'get', group: '', resource: 'pods' })).toMatchObject({ kind: 'unreachable' });
});

test('an archive is read as its folder is', async () => {
  const file = join(folder(), 'must-gather.tgz');
  await create({ file, gzip: true, cwd: written(FILES) }, ['image-sha256-abc']);

  expect(names(await opened(file).list(Namespace))).toEqual(['maas', 'llm']);
});

test('a broken archive, an empty or a foreign folder, a missing one and bad YAML are told in one line', async () => {
  const cut = join(folder(), 'cut.tgz');
  await create({ file: cut, gzip: true, cwd: written(FILES) }, ['image-sha256-abc']);
  truncateSync(cut, 150);
  const noArchive = join(folder(), 'x.tgz');
  writeFileSync(noArchive, 'no archive at all');
  const badYaml = written({ 'namespaces/a/core/pods.yaml': 'items: [1' });
  const cases: [string, string][] = [
    [cut, 'cannot be unpacked'],
    [noArchive, 'cannot be unpacked'],
    [folder(), 'is empty'],
    [written({ 'readme.txt': '' }), 'not in must-gather layout'],
    [join(folder(), 'missing'), 'does not exist'],
    [badYaml, 'not valid YAML'],
  ];
  for (const [bundle, why] of cases) {
    const answer = await opened(bundle).list(Pod);
    expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining(why) });
    expect(JSON.stringify(answer)).not.toContain('\\n');
  }
});
