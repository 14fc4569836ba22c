import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigMap, Deployment, Pod, Secret } from '../../../../platform/cluster/kinds/core.ts';
import { type LiveCluster, liveCluster } from '../../../../platform/cluster/live.ts';
import { freedPort, type Handler, json, type LocalServer, localServer } from '../local-server.ts';

const TOKEN = 'sha256~not-for-anybodys-eyes';

const folder = (): string => mkdtempSync(join(tmpdir(), 'live-test-'));

function kubeconfig(server: string, user: object = { token: TOKEN }): string {
  const file = join(folder(), 'config');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server } }],
    users: [{ name: 'u', user }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function opened(options: Parameters<typeof liveCluster>[0]): LiveCluster {
  const cluster = liveCluster(options);
  onTestFinished(() => cluster.close());
  return cluster;
}

async function against(handler: Handler): Promise<{ cluster: LiveCluster; server: LocalServer }> {
  const server = await localServer(handler);
  return { cluster: opened({ kubeconfig: kubeconfig(server.url) }), server };
}

const pod = (name: string, namespace = 'a') => ({ metadata: { name, namespace } });
const status = (code: number, reason: string, details: object = {}, message = reason) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  reason,
  message,
  details,
});

test('a list is read page by page, once', async () => {
  const { cluster, server } = await against((request, response) => {
    const last = request.url?.includes('continue=next') === true;
    json(response, { items: [pod(last ? 'two' : 'one')], metadata: last ? {} : { continue: 'next' } });
  });

  const answers = await Promise.all([cluster.list(Pod), cluster.list(Pod)]);

  for (const answer of answers) expect(answer).toMatchObject({ kind: 'found', value: { malformed: [] } });
  expect(server.seen).toEqual(['GET /api/v1/pods?limit=500', 'GET /api/v1/pods?limit=500&continue=next']);
});

test('a list of all namespaces serves those of one, and single objects', async () => {
  const { cluster, server } = await against((_, response) => json(response, { items: [pod('x'), pod('y', 'b')] }));
  await cluster.list(Pod);

  const ofNamespace = await cluster.list(Pod, { namespace: 'b' });

  expect(ofNamespace).toMatchObject({ kind: 'found', value: { items: [{ metadata: { name: 'y' } }] } });
  expect(await cluster.get(Pod, 'x', 'a')).toMatchObject({ kind: 'found' });
  expect(await cluster.get(Pod, 'x', 'b')).toEqual({ kind: 'not-found' });
  expect(server.seen).toHaveLength(1);
});

test('a restarted worker finds what was read, but no Secret in any file', async () => {
  const server = await localServer((_, response) =>
    json(response, { items: [{ ...pod('x'), data: { password: 'aHVudGVyMg==' } }] }),
  );
  const privateFolder = folder();
  const options = { kubeconfig: kubeconfig(server.url), privateFolder };
  const first = opened(options);
  await first.list(ConfigMap);
  await first.list(Secret);

  await opened(options).list(ConfigMap);

  expect(server.seen).toHaveLength(2);
  const files = readdirSync(join(privateFolder, 'cluster'));
  expect(files).toHaveLength(1);
  expect(files[0]).toMatch(/^configmaps-/);
  first.forget(ConfigMap);
  await first.list(ConfigMap);
  expect(server.seen).toHaveLength(3);
});

test('an expired continue token begins the list again, once', async () => {
  const { cluster, server } = await against((_, response, count) => {
    if (count === 2) json(response, status(410, 'Expired'), 410);
    else json(response, { items: [pod('x')], metadata: count === 1 ? { continue: 'old' } : {} });
  });

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'found', value: { items: [{}] } });
  expect(server.seen).toHaveLength(3);
});

test('a list that expires again and again is unreachable, not empty', async () => {
  const { cluster } = await against((_, response) => json(response, status(410, 'Expired'), 410));

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('410') });
});

test.each([429, 500, 503])('a read refused with %i is asked once more', async (code) => {
  const { cluster, server } = await against((_, response, count) => {
    response.setHeader('retry-after', '0');
    if (count === 1) json(response, status(code, 'Trouble'), code);
    else json(response, { items: [] });
  });

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'found' });
  expect(server.seen).toHaveLength(2);
});

test('a server that stays in trouble is unreachable, with its message and no second retry', async () => {
  const { cluster, server } = await against((_, response) => json(response, status(500, 'X', {}, 'etcd is gone'), 500));

  expect(await cluster.list(Pod)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('etcd is gone'),
  });
  expect(server.seen).toHaveLength(2);
});

test('forbidden names the permission', async () => {
  const { cluster } = await against((_, response) => json(response, status(403, 'Forbidden'), 403));

  expect(await cluster.list(Deployment, { namespace: 'maas' })).toEqual({
    kind: 'forbidden',
    permission: { verb: 'list', group: 'apps', resource: 'deployments', namespace: 'maas' },
  });
});

test('a proxy’s 403 is no missing permission', async () => {
  const { cluster } = await against((_, response) => response.writeHead(403).end('<html>blocked</html>'));

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'unreachable' });
});

test('a missing object and a missing type are told apart by discovery', async () => {
  const { cluster } = await against((request, response) => {
    if (request.url === '/api/v1') json(response, { resources: [{ name: 'pods' }] });
    else if (request.url?.startsWith('/apis/apps')) response.writeHead(404).end('404 page not found');
    else if (request.url === '/version') json(response, { gitVersion: 'v1.33.5' });
    else json(response, status(404, 'NotFound'), 404);
  });

  expect(await cluster.get(Pod, 'x', 'a')).toEqual({ kind: 'not-found' });
  expect(await cluster.get(ConfigMap, 'x', 'a')).toEqual({ kind: 'type-missing' });
  expect(await cluster.list(Deployment)).toEqual({ kind: 'type-missing' });
});

test('something that answers 404 to everything is no cluster without types', async () => {
  const { cluster } = await against((_, response) => response.writeHead(404).end('nothing here'));

  expect(await cluster.list(Deployment)).toMatchObject({ kind: 'unreachable' });
});

test.each([
  ['an HTML page', 'text/html', '<html>log in</html>', 'no JSON'],
  ['garbage', 'application/json', '{"items": [', 'no JSON'],
  ['another shape', 'application/json', '{"items": 7}', 'another shape'],
])('%s is unreachable, not an empty list', async (_, type, body, why) => {
  const { cluster } = await against((_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(body),
  );

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining(why) });
});

test('a page without end is cut off', async () => {
  const { cluster } = await against((_, response) => {
    const chunk = Buffer.alloc(2 ** 20, 'x');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', more);
    };
    more();
  });

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('64 MiB') });
});

test('an object that does not parse is named, not dropped', async () => {
  const { cluster } = await against((_, response) =>
    json(response, { items: [pod('x'), { metadata: { namespace: 'a' } }] }),
  );

  expect(await cluster.list(Pod)).toMatchObject({
    kind: 'found',
    value: { items: [{}], malformed: [expect.stringContaining('Pod a/unnamed')] },
  });
});

test('a redirect is not followed with the credentials', async () => {
  const elsewhere = await localServer((_, response) => json(response, { items: [] }));
  const { cluster } = await against((_, response) => response.writeHead(302, { location: elsewhere.url }).end());

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('redirects') });
  expect(elsewhere.seen).toEqual([]);
});

test('refused credentials are no cluster, and the token is in no message', async () => {
  const { cluster } = await against((_, response) => json(response, status(401, 'Unauthorized', {}, TOKEN), 401));

  const answer = await cluster.version();

  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('refused the credentials') });
  expect(JSON.stringify(answer)).not.toContain(TOKEN);
});

test('an API server that takes the caller for nobody does not pass the gate', async () => {
  const { cluster } = await against((request, response) => {
    if (request.url === '/version') json(response, { gitVersion: 'v1.33.5' });
    else json(response, status(403, 'Forbidden', {}, 'User "system:anonymous" cannot create'), 403);
  });

  expect(await cluster.version()).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('system:anonymous'),
  });
});

test('a caller who may not ask who he is passes the gate: the API server knows whom it refuses', async () => {
  const { cluster } = await against((request, response) => {
    if (request.url === '/version') json(response, { gitVersion: 'v1.33.5' });
    else json(response, status(403, 'Forbidden', {}, 'User "ann" cannot create resource "selfsubjectreviews"'), 403);
  });

  expect(await cluster.version()).toEqual({ kind: 'found', value: { kubernetes: 'v1.33.5' } });
  expect(await cluster.whoAmI()).toMatchObject({ kind: 'forbidden', permission: { resource: 'selfsubjectreviews' } });
});

test('a dead port, a dead host and no kubeconfig are unreachable in one line', async () => {
  const port = await freedPort();
  const dead = opened({ kubeconfig: kubeconfig(`http://127.0.0.1:${port}`) });
  const nowhere = opened({ kubeconfig: kubeconfig('http://nowhere.invalid') });
  const without = opened({ kubeconfig: join(folder(), 'missing') });

  expect(await dead.list(Pod)).toEqual({
    kind: 'unreachable',
    reason: `connection refused by http://127.0.0.1:${port}`,
  });
  expect(await nowhere.list(Pod)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('cannot be resolved'),
  });
  expect(await without.list(Pod)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('cannot be read'),
  });
});

test('a server that never answers is given up after the deadline', async () => {
  const { cluster } = await against(() => undefined);

  expect(await cluster.version()).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('within 3 s') });
});

test('a token file is read again when its token is refused', async () => {
  const tokenFile = join(folder(), 'token');
  writeFileSync(tokenFile, 'first-token-of-file\n');
  const server = await localServer((request, response) => {
    if (request.headers.authorization === 'Bearer second-token-of-file') json(response, { items: [] });
    else {
      writeFileSync(tokenFile, 'second-token-of-file\n');
      json(response, status(401, 'Unauthorized'), 401);
    }
  });
  const cluster = opened({ kubeconfig: kubeconfig(server.url, { tokenFile }) });

  expect(await cluster.list(Pod)).toMatchObject({ kind: 'found' });
  expect(server.authorizations).toEqual(['Bearer first-token-of-file', 'Bearer second-token-of-file']);
});

test('a credential plugin is asked, and what a failing one prints stays inside', async () => {
  const server = await localServer((_, response) => json(response, { items: [] }));
  const credential = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: 'from-the-plugin' },
  };
  const exec = { apiVersion: credential.apiVersion, command: 'echo', args: [JSON.stringify(credential)] };
  const failing = { ...exec, command: 'sh', args: ['-c', `echo "Bearer ${TOKEN}" >&2; exit 1`] };

  const works = opened({ kubeconfig: kubeconfig(server.url, { exec }) });
  const fails = opened({ kubeconfig: kubeconfig(server.url, { exec: failing }) });

  expect(await works.list(Pod)).toMatchObject({ kind: 'found' });
  expect(server.authorizations).toEqual(['Bearer from-the-plugin']);
  const answer = await fails.list(Pod);
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('credential plugin sh failed') });
  expect(JSON.stringify(answer)).not.toContain(TOKEN);
});

test('readiness names what is not ready', async () => {
  const { cluster } = await against((_, response) =>
    response.writeHead(500).end('[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed'),
  );

  expect(await cluster.readiness()).toEqual({ kind: 'found', value: { ready: false, failing: ['etcd'] } });
});

test('a dry run tells a missing right from an object that is not admitted', async () => {
  const replies = [
    status(403, 'Forbidden', {}, 'configmaps is forbidden: User "u" cannot create resource "configmaps"'),
    status(403, 'Forbidden', {}, 'admission webhook "w" denied the request: no'),
    status(500, 'InternalError', {}, 'Internal error occurred: failed calling webhook "w"'),
  ];
  const { cluster, server } = await against((_, response, count) => {
    const reply = replies[count - 1];
    json(response, reply, reply?.code);
  });
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'a' } };

  expect(await cluster.dryRun(object, ConfigMap)).toMatchObject({ kind: 'forbidden', permission: { verb: 'create' } });
  expect(await cluster.dryRun(object, ConfigMap)).toMatchObject({ kind: 'found', value: { admitted: false } });
  expect(await cluster.dryRun(object, ConfigMap)).toMatchObject({
    kind: 'found',
    value: { admitted: false, reason: expect.stringContaining('failed calling webhook') },
  });
  expect(server.seen.every((line) => line.includes('dryRun=All'))).toBe(true);
});

test('a broken kubeconfig is told without its lines', async () => {
  const file = join(folder(), 'config');
  writeFileSync(file, `users: [{token: ${TOKEN}`);

  const answer = await opened({ kubeconfig: file }).version();

  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('not YAML') });
  expect(JSON.stringify(answer)).not.toContain(TOKEN);
  expect(readFileSync(file, 'utf8')).toContain(TOKEN);
});
