import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { KubeObject } from '../../../../sandbox/object.ts';
import { ADMINISTRATOR, NOBODY } from '../../../../sandbox/people.ts';
import type { World } from '../../../../sandbox/world.ts';
import { type RunningKube, runningKube } from '../../../selftest/running-kube.ts';

const configMap = (name: string, data: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', labels: { app: name } },
  data,
});
const MAPS = '/api/v1/namespaces/default/configmaps';

let kube: RunningKube | undefined;
let agent: Agent | undefined;

async function start(objects: KubeObject[] = [], prepare?: (world: World) => void): Promise<RunningKube> {
  kube = await runningKube(objects, prepare);
  agent = new Agent({ connect: { ca: kube.world.certificates.ca } });
  return kube;
}

afterEach(async () => {
  await agent?.destroy();
  await kube?.close();
  kube = undefined;
});

function ask(path: string, options: RequestInit & { user?: string; json?: unknown } = {}): Promise<Response> {
  const { user = ADMINISTRATOR, json, headers, ...rest } = options;
  const token = user === '' ? undefined : user.startsWith('token:') ? user.slice(6) : kube?.tokenOf(user);
  return fetch(`${kube?.url}${path}`, {
    ...rest,
    dispatcher: agent,
    body: json === undefined ? rest.body : JSON.stringify(json),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
}

/** The fields of answers that the tests look at. */
const Body = z.looseObject({
  reason: z.string().optional(),
  message: z.string().optional(),
  metadata: z.looseObject({ continue: z.string().optional() }).optional(),
  items: z.array(z.unknown()).optional(),
  data: z.record(z.string(), z.string()).optional(),
  status: z.union([z.string(), z.looseObject({ token: z.string().optional() })]).optional(),
});
const read = async (answer: Response | Promise<Response>): Promise<z.infer<typeof Body>> =>
  Body.parse(await (await answer).json());

test('errors are Kubernetes’ own: status, reason and text', async () => {
  await start([configMap('x')]);
  const answers = await Promise.all([
    ask(MAPS, { user: 'token:of-nobody' }),
    ask(MAPS, { user: '' }),
    ask('/api/v1/pods', { user: NOBODY }),
    ask('/metrics', { user: NOBODY }),
    ask(`${MAPS}/gone`),
    ask('/api/v1/foos'),
    ask(MAPS, { method: 'POST', json: configMap('x') }),
    ask(MAPS, { method: 'POST', json: { metadata: {} } }),
    ask('/api/v1/namespaces/none/configmaps', { method: 'POST', json: { metadata: { name: 'y' } } }),
    ask(`${MAPS}?fieldSelector=data.x=1`),
    ask(`${MAPS}/x`, { method: 'PUT', json: { metadata: { name: 'x', resourceVersion: '1' } } }),
  ]);
  const statuses = await Promise.all(answers.map(async (answer) => ({ code: answer.status, ...(await read(answer)) })));
  expect(statuses.map(({ code, reason, message }) => `${code} ${reason}: ${message}`)).toEqual([
    '401 Unauthorized: Unauthorized',
    '403 Forbidden: configmaps is forbidden: User "system:anonymous" cannot list resource "configmaps" in API group "" in the namespace "default"',
    '403 Forbidden: pods is forbidden: User "nobody" cannot list resource "pods" in API group "" at the cluster scope',
    '403 Forbidden: forbidden: User "nobody" cannot get path "/metrics"',
    '404 NotFound: configmaps "gone" not found',
    '404 NotFound: the server could not find the requested resource',
    '409 AlreadyExists: configmaps "x" already exists',
    '422 Invalid: ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    '404 NotFound: namespaces "none" not found',
    '400 BadRequest: field label not supported: data.x',
    '409 Conflict: Operation cannot be fulfilled on configmaps "x": the object has been modified; please apply your changes to the latest version and try again',
  ]);
});

test('a group that is not served is a bare 404, as for a CRD that is not installed', async () => {
  await start();
  const answer = await ask('/apis/example.com/v1/things');
  expect([answer.status, await answer.text()]).toEqual([404, '404 page not found\n']);
});

const CRD: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'things', kind: 'Thing', shortNames: ['th'] },
    versions: ['v1', 'v1beta1'].map((name) => ({
      name,
      served: true,
      storage: name === 'v1',
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: { spec: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } } },
        },
      },
    })),
  },
};
const thing = (spec: object) => ({ apiVersion: 'example.com/v1beta1', kind: 'Thing', metadata: { name: 't' }, spec });
const THINGS = '/apis/example.com/v1beta1/namespaces/default/things';

test('a custom kind is served in each of its versions and validated by its schema, while its CRD is there', async () => {
  const { world } = await start([CRD]);
  const refused = await ask(`${THINGS}?dryRun=All`, { method: 'POST', json: thing({}) });
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    {
      message: 'Thing.example.com "t" is invalid: spec.size: Required value',
      details: { causes: [{ field: 'spec.size' }] },
    },
  ]);
  expect((await ask(THINGS, { method: 'POST', json: thing({ size: 1 }) })).status).toBe(201);
  expect(await (await ask('/apis/example.com/v1/things')).json()).toMatchObject({
    kind: 'ThingList',
    apiVersion: 'example.com/v1',
    items: [{ apiVersion: 'example.com/v1', metadata: { name: 't', generation: 1 } }],
  });
  world.objects.remove({ kind: 'CustomResourceDefinition', name: 'things.example.com' });
  expect((await ask(THINGS)).status).toBe(404);
});

test('a dry run is answered like the real thing and changes nothing', async () => {
  const { world, requestLog } = await start([configMap('x', { a: '1' })]);
  const before = world.objects.resourceVersion();
  const patch = { headers: { 'content-type': 'application/merge-patch+json' }, body: '{"data":{"a":"2"}}' };
  const created = await ask(`${MAPS}?dryRun=All`, { method: 'POST', json: configMap('y') });
  const patched = await ask(`${MAPS}/x?dryRun=All`, { method: 'PATCH', ...patch });
  const deleted = await ask(`${MAPS}/x?dryRun=All`, { method: 'DELETE' });
  const inBody = await ask(`${MAPS}/x`, { method: 'DELETE', json: { kind: 'DeleteOptions', dryRun: ['All'] } });

  expect([created.status, patched.status, deleted.status, inBody.status]).toEqual([201, 200, 200, 200]);
  expect(await patched.json()).toMatchObject({ data: { a: '2' } });
  expect(world.objects.resourceVersion()).toBe(before);
  expect(requestLog.entries()).toContainEqual({
    ...{ verb: 'create', group: '', resource: 'configmaps', user: ADMINISTRATOR },
    ...{ dryRun: true, count: 1 },
  });
});

test('a webhook can refuse a dry run', async () => {
  const { world } = await start([CRD]);
  world.behaviour.kube.rejectDryRun = { kind: 'Thing', message: 'too large' };
  const answer = await ask(`${THINGS}?dryRun=All`, { method: 'POST', json: thing({ size: 1 }) });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    message: expect.stringMatching(/admission webhook .* denied the request: too large/),
  });
});

test('a list is paged, and its continue token grows too old', async () => {
  const { world } = await start([configMap('a'), configMap('b'), configMap('c')]);
  const first = await read(ask(`${MAPS}?limit=2`));
  expect(first).toMatchObject({ items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] });
  const next = `${MAPS}?limit=2&continue=${first.metadata?.continue}`;
  expect((await read(ask(next))).items).toHaveLength(1);
  world.behaviour.kube.continueLifetimeMs = -1;
  const late = await ask(next);
  expect([late.status, (await read(late)).reason]).toEqual([410, 'Expired']);
});

test('a watch starts with what exists, follows selectors, and ends with the server', async () => {
  const { world, close } = await start([configMap('x')]);
  const answer = await ask(`${MAPS}?watch=true&labelSelector=app=x`);
  const edit = (change: (object: KubeObject) => void): void =>
    world.objects.edit({ kind: 'ConfigMap', name: 'x', namespace: 'default' }, change);
  edit((object) => {
    object['data'] = { a: '1' };
  });
  edit((object) => {
    object.metadata.labels = { app: 'other' };
  });
  world.objects.put(configMap('unseen'));
  const reading = answer.text();
  await close();
  kube = undefined;
  const events = (await reading)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ type, object }) => [type, object.metadata.name])).toEqual([
    ['ADDED', 'x'],
    ['MODIFIED', 'x'],
    ['DELETED', 'x'],
  ]);
});

test('a watch goes on from a resource version, marks the end of what exists, and refuses one that is forgotten', async () => {
  const { world } = await start([configMap('x')]);
  const from = world.objects.resourceVersion();
  world.objects.put(configMap('y'));
  const events = async (query: string): Promise<string[]> =>
    (await (await ask(`${MAPS}?watch=true&timeoutSeconds=0&${query}`)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ type, object }) => `${type} ${object.metadata.name}`);
  expect(await events(`resourceVersion=${from}`)).toEqual(['ADDED y']);
  const list = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
  expect(await events(list)).toEqual(['ADDED x', 'ADDED y', 'BOOKMARK ']);
  const old = await ask(`${MAPS}?watch=true&resourceVersion=1`);
  expect([old.status, (await read(old)).message]).toEqual([410, `too old resource version: 1 (${from + 1})`]);
});

test('large answers are compressed for who takes gzip', async () => {
  await start([configMap('big', { a: 'x'.repeat(200_000) })]);
  const answer = await ask(`${MAPS}/big`);
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect((await read(answer)).data?.['a']).toHaveLength(200_000);
  const plain = await ask(`${MAPS}/big`, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
});

test('a body of more than 3 MiB is refused', async () => {
  await start();
  const answer = await ask(MAPS, { method: 'POST', json: configMap('big', { a: 'x'.repeat(3 * 1024 * 1024) }) });
  expect(answer.status).toBe(413);
});

test('deleting an owner deletes what it owns, and an object with a finalizer waits for it', async () => {
  const { world } = await start([configMap('owner')]);
  const uid = world.objects.find({ kind: 'ConfigMap', name: 'owner', namespace: 'default' })?.metadata.uid;
  const owned = configMap('owned');
  owned.metadata['ownerReferences'] = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }];
  const held = configMap('held');
  held.metadata['finalizers'] = ['example.com/hold'];
  world.objects.put(owned);
  world.objects.put(held);
  await ask(`${MAPS}/owner`, { method: 'DELETE' });
  await ask(`${MAPS}/held`, { method: 'DELETE' });
  expect(world.objects.all('ConfigMap', 'default').map(({ metadata }) => metadata.name)).toEqual(['held']);
  await ask(`${MAPS}/held`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: '{"metadata":{"finalizers":null}}',
  });
  expect(world.objects.all('ConfigMap', 'default')).toEqual([]);
});

test('a token of two blanks is no credential, and its review answers anonymous', async () => {
  await start();
  expect((await ask('/version', { user: 'token: x' })).status).toBe(200);
  const review = await ask('/apis/authentication.k8s.io/v1/tokenreviews', {
    method: 'POST',
    json: { spec: { token: ' garbage', audiences: ['maas'] } },
  });
  expect(await review.json()).toMatchObject({
    status: { authenticated: true, user: { username: 'system:anonymous' }, audiences: ['maas'] },
  });
});

test('oc whoami: every caller may ask who they are, and for no other user', async () => {
  await start();
  const users = '/apis/user.openshift.io/v1/users';
  expect(await read(ask(`${users}/~`, { user: NOBODY }))).toMatchObject({ kind: 'User', metadata: { name: NOBODY } });
  expect((await ask(`${users}/somebody`, { user: NOBODY })).status).toBe(403);
});

test('a service account’s token works until the account is gone', async () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 's', namespace: 'default' } };
  const { world } = await start([account]);
  const path = '/api/v1/namespaces/default/serviceaccounts/s/token';
  const short = await ask(path, { method: 'POST', json: { spec: { expirationSeconds: 10 } } });
  expect(short.status).toBe(422);
  const issued = await read(ask(path, { method: 'POST', json: { spec: { expirationSeconds: 600 } } }));
  const user = `token:${typeof issued.status === 'object' ? issued.status.token : ''}`;
  const self = { method: 'POST', json: {}, user };
  const who = await read(ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', self));
  expect(who).toMatchObject({ status: { userInfo: { username: 'system:serviceaccount:default:s' } } });
  world.objects.remove({ kind: 'ServiceAccount', name: 's', namespace: 'default' });
  expect((await ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', self)).status).toBe(401);
});

test.each<[string, (world: World) => void, number, RegExp]>([
  ['unready', ({ behaviour }) => behaviour.kube.unready.push('etcd'), 500, /\[-\]etcd failed/],
  ['garbage', ({ behaviour }) => Object.assign(behaviour.kube, { garbage: true }), 200, /<!DOCTYPE html>/],
  ['unauthorized', ({ behaviour }) => Object.assign(behaviour.kube, { unauthorized: true }), 401, /Unauthorized/],
])('an API that is %s', async (_title, prepare, status, body) => {
  await start([], prepare);
  const answer = await ask('/readyz');
  expect(answer.status).toBe(status);
  expect(await answer.text()).toMatch(body);
});

test('an API that is overloaded fails for resources; its health is another matter', async () => {
  await start([], ({ behaviour }) => Object.assign(behaviour.kube, { failWith: 503 }));
  expect((await ask(MAPS)).status).toBe(503);
  expect((await ask('/readyz')).status).toBe(200);
});

test('an API that is down refuses the connection; one that hangs never answers', async () => {
  await start([], ({ behaviour }) => Object.assign(behaviour.kube, { down: true }));
  await expect(ask('/version')).rejects.toThrow('fetch failed');
  await start([], ({ behaviour }) => Object.assign(behaviour.kube, { hang: true }));
  const hanging = ask('/version', { signal: AbortSignal.timeout(300) });
  await expect(hanging).rejects.toThrow(/timeout/);
});
