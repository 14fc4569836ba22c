import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCache } from '../../../../platform/cluster/cache.ts';
import { keptCluster } from '../../../../platform/cluster/kept.ts';
import { Namespace, Pod } from '../../../../platform/cluster/kinds/core.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOT_READ = { kind: 'unreachable', reason: 'it was not read in this run' };

test('what a run has read is answered, and of everything else that it was not read', async () => {
  const maas = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'maas' } };
  await readCache(join(folder, 'cluster')).list(Namespace, {}, async () => ({ kind: 'found', value: [maas] }));
  const cluster = keptCluster(folder);

  expect(await cluster.list(Namespace)).toMatchObject({ kind: 'found', value: { items: [maas] } });
  expect(await cluster.get(Namespace, 'maas')).toMatchObject({ kind: 'found', value: maas });
  expect(await cluster.get(Namespace, 'other')).toEqual({ kind: 'not-found' });
  expect(await cluster.list(Pod)).toEqual(NOT_READ);
  expect(await cluster.get(Pod, 'a', 'maas')).toEqual(NOT_READ);
  expect(await cluster.logs({ namespace: 'maas', pod: 'a' })).toEqual(NOT_READ);
});

test('that something was not read is not kept as an answer', async () => {
  await keptCluster(folder).list(Namespace);
  const read = await readCache(join(folder, 'cluster')).list(Namespace, {}, async () => ({ kind: 'found', value: [] }));

  expect(read).toEqual({ kind: 'found', value: [] });
});
