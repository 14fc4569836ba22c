import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RawObject } from '../../../../../platform/cluster/objects.ts';
import { openRawCluster } from '../../../../../platform/cluster/raw/open.ts';
import type { ListReader, LogQuestion, RawCluster } from '../../../../../platform/cluster/raw/raw-cluster.ts';
import { type Handler, json, type LocalServer, localServer } from '../../local-server.ts';

const PODS = { group: '', version: 'v1', plural: 'pods', kind: 'Pod', namespaced: true };
const LOG: LogQuestion = { namespace: 'maas', pod: 'p', container: 'c', previous: false, tailLines: 10 };
const pod = (name: string) => ({ metadata: { name, namespace: 'maas' } });
const status = (code: number, reason: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  reason,
});

async function against(handler: Handler, connections = 2): Promise<{ raw: RawCluster; server: LocalServer }> {
  const server = await localServer(handler);
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'raw-test-')), 'config');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: server.url } }],
    users: [{ name: 'u', user: { token: 'of-somebody' } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const raw = await openRawCluster({ kubeconfig }, connections);
  onTestFinished(() => raw.close());
  return { raw, server };
}

/** Keeps the names of what it reads. */
function reading(): { names: string[]; reader: ListReader } {
  const names: string[] = [];
  return {
    names,
    reader: {
      page: async (objects: RawObject[]) => {
        names.push(...objects.map(({ metadata }) => metadata.name ?? ''));
      },
      restart: async () => {
        names.length = 0;
      },
    },
  };
}

test('a list is read page by page, and nothing is kept', async () => {
  const { raw, server } = await against((request, response) => {
    const isLast = request.url?.includes('continue=next') === true;
    json(response, { items: [pod(isLast ? 'two' : 'one')], metadata: isLast ? {} : { continue: 'next' } });
  });
  const { names, reader } = reading();

  expect(await raw.list(PODS, 'maas', reader)).toEqual({ kind: 'found', value: 2 });

  expect(names).toEqual(['one', 'two']);
  expect(server.seen).toEqual([
    'GET /api/v1/namespaces/maas/pods?limit=250',
    'GET /api/v1/namespaces/maas/pods?limit=250&continue=next',
  ]);
});

test('an expired continue token begins the list anew, and each object counts once', async () => {
  const { raw, server } = await against((request, response, count) => {
    if (count === 2) json(response, status(410, 'Expired'), 410);
    else if (request.url?.includes('continue') === true) json(response, { items: [pod('two')], metadata: {} });
    else json(response, { items: [pod('one')], metadata: { continue: 'next' } });
  });
  const { names, reader } = reading();

  expect(await raw.list(PODS, undefined, reader)).toEqual({ kind: 'found', value: 2 });

  expect(names).toEqual(['one', 'two']);
  expect(server.seen.map((line) => line.includes('continue'))).toEqual([false, true, false, true]);
});

test('a list that expires again and again is given up, and says so', async () => {
  const { raw, server } = await against((request, response) => {
    if (request.url?.includes('continue') === true) json(response, status(410, 'Expired'), 410);
    else json(response, { items: [pod('one')], metadata: { continue: 'next' } });
  });

  const answer = await raw.list(PODS, undefined, reading().reader);

  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('410') });
  expect(server.seen).toHaveLength(6);
});

test('what may not be read names the permission; a type that is not served is no failure', async () => {
  const { raw } = await against((request, response) => {
    const code = request.url?.includes('/namespaces/') === true ? 403 : 404;
    json(response, status(code, code === 403 ? 'Forbidden' : 'NotFound'), code);
  });

  expect(await raw.list(PODS, 'maas', reading().reader)).toEqual({
    kind: 'forbidden',
    permission: { verb: 'list', group: '', resource: 'pods', namespace: 'maas' },
  });
  expect(await raw.list(PODS, undefined, reading().reader)).toEqual({ kind: 'type-missing' });
  expect(await raw.log(LOG, async () => undefined)).toMatchObject({
    kind: 'forbidden',
    permission: { verb: 'get', resource: 'pods', subresource: 'log', namespace: 'maas' },
  });
});

test('a log is asked for with its bounds, and comes in pieces', async () => {
  const { raw, server } = await against((_, response) => {
    response.write('one\n');
    setTimeout(() => response.end('two\n'), 20);
  });
  const pieces: string[] = [];

  const answer = await raw.log({ ...LOG, previous: true, sinceSeconds: 60 }, async (bytes) => {
    pieces.push(Buffer.from(bytes).toString());
  });

  expect(answer).toEqual({ kind: 'found', value: 'ended' });
  expect(pieces).toEqual(['one\n', 'two\n']);
  expect(server.seen).toEqual([
    'GET /api/v1/namespaces/maas/pods/p/log?container=c&previous=true&sinceSeconds=60&tailLines=10&timestamps=true',
  ]);
});

test('a container without a log has none, and a proxy’s 404 is none of the cluster’s', async () => {
  const { raw } = await against((_, response, count) => {
    if (count === 1) json(response, status(400, 'BadRequest'), 400);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<html>no such page</html>');
  });

  expect(await raw.log(LOG, async () => undefined)).toEqual({ kind: 'not-found' });
  expect(await raw.log(LOG, async () => undefined)).toMatchObject({ kind: 'unreachable' });
});

test('who looks at the cluster beside asks over the same connections, several questions at a time', async () => {
  const all = Promise.withResolvers<void>();
  const { raw, server } = await against((_, response, count) => {
    if (count === 3) all.resolve();
    void all.promise.then(() => json(response, { gitVersion: 'v1.31.0', items: [] }));
  }, 3);

  const asked = [raw.version(), raw.list(PODS, undefined, reading().reader), raw.connection.send({ path: '/readyz' })];

  expect(await Promise.all(asked)).toMatchObject([{ kind: 'found' }, { kind: 'found' }, { status: 200 }]);
  expect(server.authorizations).toEqual(Array(3).fill('Bearer of-somebody'));
});
