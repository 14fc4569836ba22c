import { existsSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, Header } from 'tar';
import { expect, test } from 'vitest';
import { bundleCluster } from '../../../../../platform/cluster/bundle/bundle.ts';
import { ConfigMap, Namespace, Pod } from '../../../../../platform/cluster/kinds/core.ts';
import { folder, list, names, opened, single, written } from './written.ts';

const FILES = {
  'must-gather.local.1/timestamp': '2026-11-20 03:00:00.5 +0000 UTC m=+0.1\n',
  'must-gather.local.1/image/namespaces/maas/core/configmaps.yaml': list(
    'ConfigMap',
    'metadata: {name: tiers, namespace: maas}',
  ),
  'must-gather.local.1/image/namespaces/maas/pods/api-1/api-1.yaml': single(
    'v1',
    'Pod',
    '{name: api-1, namespace: maas}',
  ),
  'must-gather.local.1/image/namespaces/maas/pods/api-1/api/api/logs/current.log': 'one\n',
  'must-gather.local.1/image/namespaces/llm/pods/model-1/main/main/logs/current.log': 'two\n',
  'must-gather.local.1/image/audit_logs/kube-apiserver/node-audit.log': 'x'.repeat(1000),
};

async function packed(name: string, gzip: boolean): Promise<string> {
  const file = join(folder(), name);
  await create({ file, gzip, cwd: written(FILES) }, ['must-gather.local.1']);
  return file;
}

/** An archive of one entry, written by hand: tar's own programs refuse such paths. */
function archiveOf(path: string, content: string, type: 'File' | 'SymbolicLink' = 'File', linkpath?: string): string {
  const size = type === 'File' ? content.length : 0;
  const header = new Header({ path, type, size, mode: 0o644, linkpath, mtime: new Date(0) });
  const block = Buffer.alloc(512);
  header.encode(block);
  const body = Buffer.alloc(Math.ceil(size / 512) * 512);
  body.write(content);
  const file = join(folder(), 'made.tgz');
  writeFileSync(file, gzipSync(Buffer.concat([block, body, Buffer.alloc(1024)])));
  return file;
}

test.each([
  ['must-gather.tgz', true],
  ['must-gather.tar.gz', true],
  ['must-gather.tar', false],
  ['download', true],
])('%s is read as its folder is', async (name, gzip) => {
  const cluster = opened(await packed(name, gzip));

  expect(names(await cluster.list(ConfigMap, { namespace: 'maas' }))).toEqual(['tiers']);
  expect(await cluster.now()).toBe(Date.parse('2026-11-20T03:00:00.500Z'));
});

test('of an archive only objects are unpacked, and the logs of a pod once they are asked for', async () => {
  const privateFolder = folder();
  const cluster = bundleCluster(await packed('must-gather.tgz', true), privateFolder);
  const unpacked = (): string[] =>
    readdirSync(privateFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();

  await cluster.version();
  expect(unpacked()).toEqual(['api-1.yaml', 'configmaps.yaml', 'timestamp']);
  expect(await cluster.logs({ namespace: 'maas', pod: 'api-1' })).toEqual({ kind: 'found', value: 'one\n' });
  expect(unpacked()).toEqual(['api-1.yaml', 'configmaps.yaml', 'current.log', 'timestamp']);
});

test('an archive leads nowhere else: paths upwards end it, links are left out', async () => {
  const privateFolder = folder();
  const upwards = bundleCluster(archiveOf('a/namespaces/../../../namespaces/evil.yaml', 'kind: Pod\n'), privateFolder);
  const absolute = bundleCluster(archiveOf(`${privateFolder}/namespaces/evil.yaml`, 'kind: Pod\n'), privateFolder);
  const link = opened(archiveOf('namespaces/maas/core/configmaps.yaml', '', 'SymbolicLink', '/etc/passwd'));

  expect(await upwards.list(Pod)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('cannot be unpacked'),
  });
  expect(await absolute.list(Pod)).toMatchObject({ kind: 'unreachable' });
  expect(existsSync(join(privateFolder, 'namespaces'))).toBe(false);
  expect(await link.list(ConfigMap)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('not in must-gather layout'),
  });
});

test('a folder leads nowhere else: neither links in it nor names in its objects', async () => {
  const secret = written({ 'secret.yaml': single('v1', 'ConfigMap', '{name: secret, namespace: maas}') });
  const bundle = written({ 'namespaces/maas/core/pods.yaml': list('Pod') });
  symlinkSync(join(secret, 'secret.yaml'), join(bundle, 'namespaces/maas/core/configmaps.yaml'));
  symlinkSync(secret, join(bundle, 'namespaces/linked'));
  writeFileSync(join(bundle, '..', 'outside.yaml'), 'x');
  const cluster = opened(bundle);

  expect(await cluster.list(ConfigMap, { namespace: 'maas' })).toMatchObject({ kind: 'unreachable' });
  for (const name of ['../../../secret', '..', '.', 'a/b', 'a\\b', ''])
    for (const answer of [
      await cluster.get(ConfigMap, name, name),
      await cluster.get(Namespace, name),
      await cluster.logs({ namespace: name, pod: name, container: name }),
    ])
      expect(['unreachable', 'not-found']).toContain(answer.kind);
});

test('what is no bundle is told in one line, with what to do', async () => {
  const cut = await packed('cut.tgz', true);
  truncateSync(cut, Math.floor(readFileSync(cut).length / 2));
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder(), name);
    writeFileSync(path, content);
    return path;
  };
  const cases: [string, string][] = [
    [cut, 'cannot be unpacked'],
    [file('x.tgz', 'no archive at all, and long enough to be taken for one'), 'cannot be unpacked'],
    [file('x.tar.xz', Buffer.from('fd377a585a000004', 'hex')), 'is an xz archive; unpack it with "tar -xJf'],
    [file('x.zip', Buffer.from('504b030414000000', 'hex')), 'is a zip archive'],
    [file('x.tgz', ''), 'is empty'],
    [folder(), 'is empty'],
    [written({ 'readme.txt': '' }), 'not in must-gather layout'],
    [written({ 'must-gather.tar.gz': '' }), 'holds an archive: give '],
    [join(folder(), 'missing'), 'does not exist'],
  ];
  for (const [bundle, why] of cases) {
    const answer = await opened(bundle).list(Pod);
    expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining(why) });
    expect(JSON.stringify(answer)).not.toContain('\\n');
  }
});
