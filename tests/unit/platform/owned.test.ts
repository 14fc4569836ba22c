import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { liveCluster } from '../../../platform/cluster/live.ts';
import { ownedObjects } from '../../../platform/owned.ts';
import { EXPIRES_AT, isExpired, MANAGED_BY, RUN_ID } from '../../../platform/owned-labels.ts';
import { sweep } from '../../../platform/sweep.ts';
import { json, localServer } from './local-server.ts';

interface Stored {
  kind?: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
}

const NO_SUCH = { kind: 'Status', reason: 'NotFound', details: { name: 'x' }, code: 404 };

/** An API server that keeps objects by path, just enough to create, get, list and delete. */
async function apiServer(objects: Map<string, Stored>, { mayDelete = true, mayGet = true } = {}) {
  const server = await localServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const plural = url.pathname.split('/').find((part) => ['pods', 'configmaps', 'serviceaccounts'].includes(part));
      if (url.pathname.endsWith('/selfsubjectaccessreviews')) {
        const { spec } = JSON.parse(Buffer.concat(chunks).toString());
        const isAllowed = { delete: mayDelete, get: mayGet }[String(spec.resourceAttributes.verb)] ?? true;
        json(response, { status: { allowed: isAllowed } }, 201);
      } else if (request.method === 'POST') {
        const object: Stored = JSON.parse(Buffer.concat(chunks).toString());
        objects.set(`${url.pathname}/${object.metadata.name}`, object);
        json(response, object, 201);
      } else if (request.method === 'DELETE') {
        if (mayDelete) json(response, {}, objects.delete(url.pathname) ? 200 : 404);
        else json(response, { kind: 'Status', reason: 'Forbidden', message: 'no', code: 403 }, 403);
      } else if (url.searchParams.has('limit')) {
        const items = [...objects].filter(([path]) => plural !== undefined && path.includes(`/${plural}/`));
        json(response, { items: items.map(([, object]) => object) });
      } else {
        const object = objects.get(url.pathname);
        json(response, object ?? { ...NO_SUCH, details: { name: url.pathname.split('/').at(-1) } }, object ? 200 : 404);
      }
    });
  });
  const privateFolder = mkdtempSync(join(tmpdir(), 'owned-test-'));
  const kubeconfig = join(privateFolder, 'kubeconfig');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: server.url } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const cluster = liveCluster({ kubeconfig, privateFolder });
  onTestFinished(() => cluster.close());
  return { server, cluster, privateFolder };
}

const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'llm' } });
const run = { runId: 'r1', allowChanges: true };

test('what is created carries our marks, and is deleted in reverse', async () => {
  const objects = new Map<string, Stored>();
  const { server, cluster, privateFolder } = await apiServer(objects);
  const owned = ownedObjects(cluster, { ...run, privateFolder });
  await owned.create(configMap('one'));
  await owned.create(configMap('two'));
  const stored = [...objects.values()][0];

  expect(stored?.metadata.labels).toEqual({ [MANAGED_BY]: 'maas-verify', [RUN_ID]: 'r1' });
  expect(Date.parse(stored?.metadata.annotations?.[EXPIRES_AT] ?? '')).toBeGreaterThan(Date.now());
  // Another process may end the run: what was created is known from the private folder.
  expect(await ownedObjects(cluster, { ...run, privateFolder }).deleteAll()).toEqual([]);
  expect(objects.size).toBe(0);
  expect(server.seen.filter((line) => line.startsWith('DELETE')).map((line) => line.split('?')[0])).toEqual([
    'DELETE /api/v1/namespaces/llm/configmaps/two',
    'DELETE /api/v1/namespaces/llm/configmaps/one',
  ]);
});

test('nothing is sent without --allow-changes', async () => {
  const { server, cluster, privateFolder } = await apiServer(new Map());
  const owned = ownedObjects(cluster, { runId: 'r1', allowChanges: false, privateFolder });

  await expect(owned.create(configMap('x'))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining('--allow-changes'),
  });
  expect(server.seen).toEqual([]);
});

test.each([
  ['delete', { mayDelete: false }],
  ['get', { mayGet: false }],
])('what nobody may %s afterwards is not made', async (verb, rights) => {
  const { server, cluster, privateFolder } = await apiServer(new Map(), rights);
  const owned = ownedObjects(cluster, { ...run, privateFolder });

  await expect(owned.create(configMap('x'))).rejects.toThrow(
    `missing permission: oc auth can-i ${verb} configmaps -n llm`,
  );
  expect(server.seen.filter((line) => line.includes('/configmaps'))).toEqual([]);
  expect(await owned.deleteAll()).toEqual([]);
});

test('a deletion that is refused later is told with the right that it needs', async () => {
  const objects = new Map<string, Stored>();
  const { cluster, privateFolder } = await apiServer(objects);
  await ownedObjects(cluster, { ...run, privateFolder }).create(configMap('x'));
  const { cluster: withoutRight } = await apiServer(objects, { mayDelete: false });

  expect(await ownedObjects(withoutRight, { ...run, privateFolder }).deleteAll()).toEqual([
    'configmaps llm/x: not allowed to delete it; missing permission: oc auth can-i delete configmaps -n llm',
  ]);
  expect(objects.size).toBe(1);
});

test('an object of that name without our marks is left alone', async () => {
  const objects = new Map<string, Stored>();
  const { cluster, privateFolder } = await apiServer(objects);
  const owned = ownedObjects(cluster, { ...run, privateFolder });
  await owned.create(configMap('x'));
  objects.set('/api/v1/namespaces/llm/configmaps/x', configMap('x'));

  expect(await owned.deleteAll()).toEqual(['configmaps llm/x: it does not carry our marks any more']);
  expect(objects.size).toBe(1);
});

test('sweep deletes what is ours and over, keeps what is not over, and touches nothing else', async () => {
  const marks = (at: string) => ({ labels: { [MANAGED_BY]: 'maas-verify' }, annotations: { [EXPIRES_AT]: at } });
  const at = (name: string, more: object): [string, Stored] => [
    `/api/v1/namespaces/llm/configmaps/${name}`,
    { metadata: { name, namespace: 'llm', ...more } },
  ];
  const objects = new Map([
    at('old', marks('2020-01-01T00:00:00Z')),
    at('new', marks('2999-01-01T00:00:00Z')),
    at('odd', marks('tomorrow')),
    at('foreign', {}),
  ]);
  const { cluster } = await apiServer(objects);

  expect(await sweep(cluster)).toMatchObject({
    deleted: ['configmaps llm/old'],
    kept: expect.arrayContaining(['configmaps llm/new', 'configmaps llm/odd']),
    failed: [],
  });
  expect(await sweep(cluster, { all: true })).toMatchObject({ deleted: ['configmaps llm/new', 'configmaps llm/odd'] });
  expect([...objects.keys()]).toEqual(['/api/v1/namespaces/llm/configmaps/foreign']);
});

test('an unreadable expiry never counts as over', () => {
  expect(isExpired({ metadata: { name: 'x', annotations: { [EXPIRES_AT]: 'x' } } }, Number.MAX_SAFE_INTEGER)).toBe(
    false,
  );
});
