import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kubeconfig } from '../../sandbox/kube/kubeconfig.ts';
import type { KubeObject } from '../../sandbox/object.ts';
import { type RunningKube, runningKube } from './running-kube.ts';

/** A command takes at most this long, in milliseconds. */
const LIMIT = 30_000;

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'maas-api-1', namespace: 'default', labels: { app: 'maas-api' } },
  spec: { nodeName: 'worker-1', containers: [{ name: 'maas-api', image: 'quay.io/example/maas-api:v1' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [
      { name: 'maas-api', ready: true, restartCount: 2, image: 'i', imageID: 'i', state: { running: {} } },
    ],
  },
};
const event: KubeObject = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'e1', namespace: 'default' },
  involvedObject: { kind: 'Pod', namespace: 'default', name: 'maas-api-1' },
  type: 'Warning',
  reason: 'Unhealthy',
  message: 'readiness probe failed',
  count: 3,
};
const CRD: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'ratelimitpolicies.kuadrant.io' },
  spec: {
    group: 'kuadrant.io',
    scope: 'Namespaced',
    names: { plural: 'ratelimitpolicies', singular: 'ratelimitpolicy', kind: 'RateLimitPolicy', shortNames: ['rlp'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        additionalPrinterColumns: [
          { name: 'Enforced', type: 'string', jsonPath: '.status.conditions[?(@.type=="Enforced")].status' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                description: 'The limits, by name.',
                required: ['limits'],
                properties: { limits: { type: 'object' } },
              },
            },
          },
        },
      },
    ],
  },
};
const policy = (spec: object): KubeObject => ({
  apiVersion: 'kuadrant.io/v1',
  kind: 'RateLimitPolicy',
  metadata: { name: 'free', namespace: 'default' },
  spec,
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd', namespace: 'default' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'd' } },
    template: { metadata: { labels: { app: 'd' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
  },
};
const account: KubeObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 's', namespace: 'default' } };
const enforced = { ...policy({ limits: {} }), status: { conditions: [{ type: 'Enforced', status: 'True' }] } };

let kube: RunningKube;
let folder: string;

function kubectl(...parameters: string[]): ResultPromise<{ reject: false }> {
  const env = { KUBECONFIG: join(folder, 'kubeconfig'), HOME: folder, NO_COLOR: '1' };
  return execa('kubectl', parameters, { env, reject: false, timeout: LIMIT });
}

async function output(...parameters: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await kubectl(...parameters);
  expect(`${exitCode} ${stderr}`).toMatch(/^0 /);
  return stdout;
}

const cells = (table: string): string[][] => table.split('\n').map((line) => line.trim().split(/\s{2,}/));
const manifest = async (name: string, object: object): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(object));
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maas-verify-kubectl-'));
  kube = await runningKube([pod, event, CRD, enforced, account]);
  kube.world.logs.append({ namespace: 'default', pod: 'maas-api-1', container: 'maas-api' }, 'started');
  kube.world.logs.append({ namespace: 'default', pod: 'maas-api-1', container: 'maas-api' }, 'listening');
  await writeFile(join(folder, 'kubeconfig'), kubeconfig(kube.world, kube.url), { mode: 0o600 });
  const { failed, code } = await kubectl('version', '--client');
  if (failed)
    throw new Error(
      `this test needs kubectl 1.26 or newer on the PATH (${code ?? 'it failed'}); tests/tools/kubectl builds one`,
    );
});

afterAll(async () => {
  await kube.close();
  await rm(folder, { recursive: true, force: true });
});

test('version and api-resources', async () => {
  expect(await output('version')).toMatch(/Server Version: v1\.33/);
  const resources = cells(await output('api-resources', '--api-group=kuadrant.io'));
  expect(resources[1]).toEqual(['ratelimitpolicies', 'rlp', 'kuadrant.io/v1', 'true', 'RateLimitPolicy']);
});

test('get shows the columns that people look at', async () => {
  const [head, row] = cells(await output('get', 'pods'));
  expect(head).toEqual(['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE']);
  expect(row?.slice(0, 4)).toEqual(['maas-api-1', '1/1', 'Running', '2']);
  expect(await output('get', 'pods', '-o', 'wide')).toMatch(/worker-1/);
  expect(cells(await output('get', 'rlp', '-A'))).toEqual([
    ['NAMESPACE', 'NAME', 'ENFORCED'],
    ['default', 'free', 'True'],
  ]);
});

test('get -o yaml, -o name and a jsonpath give the object', async () => {
  expect(await output('get', 'pod', 'maas-api-1', '-o', 'yaml')).toMatch(/^apiVersion: v1\nkind: Pod\n/);
  expect(await output('get', 'pods', '-o', 'name')).toBe('pod/maas-api-1');
  expect(await output('get', 'rlp/free', '-o', 'jsonpath={.metadata.generation}')).toBe('1');
});

test('selectors and pages', async () => {
  expect(await output('get', 'pods', '-l', 'app in (maas-api)', '-o', 'name')).toBe('pod/maas-api-1');
  expect(await output('get', 'pods', '-l', 'app!=maas-api', '-o', 'name')).toBe('');
  expect(await output('get', 'pods', '--field-selector', 'status.phase=Failed', '-o', 'name')).toBe('');
  const all = (await output('get', 'namespaces', '-o', 'name')).split('\n');
  expect(all.length).toBeGreaterThan(5);
  const lists = (): number =>
    kube.requestLog.entries().find(({ verb, resource }) => verb === 'list' && resource === 'namespaces')?.count ?? 0;
  const before = lists();
  expect((await output('get', 'namespaces', '-o', 'name', '--chunk-size=2')).split('\n')).toEqual(all);
  expect(lists() - before).toBe(Math.ceil(all.length / 2));
});

test('describe shows events, logs shows the last lines', async () => {
  expect(await output('describe', 'pod', 'maas-api-1')).toMatch(/Warning\s+Unhealthy.*readiness probe failed/);
  expect(await output('describe', 'rlp', 'free')).toMatch(/Kind:\s+RateLimitPolicy/);
  expect(await output('logs', 'maas-api-1')).toBe('started\nlistening');
  expect(await output('logs', 'maas-api-1', '--tail=1')).toBe('listening');
});

test('get -w sees a change, wait sees a condition', async () => {
  const watching = kubectl('get', 'pods', '-w', '--request-timeout=20s');
  const rows: string[] = [];
  for await (const line of watching) {
    rows.push(line);
    // The header and the pod as it is: the watch is about to follow, or follows already.
    if (rows.length === 2) {
      kube.world.objects.edit({ kind: 'Pod', name: 'maas-api-1', namespace: 'default' }, (object) => {
        object['status'].containerStatuses[0].restartCount = 3;
      });
    }
    if (rows.length === 3) watching.kill();
  }
  expect(rows[2]).toMatch(/^maas-api-1 +1\/1 +Running +3 /);
  expect(await output('wait', 'rlp/free', '--for=condition=Enforced', '--timeout=10s')).toMatch(/condition met/);
});

test('auth: whoami, can-i and its list', async () => {
  expect(await output('auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}')).toBe('kube:admin');
  expect(await output('auth', 'can-i', '*', '*', '--all-namespaces')).toBe('yes');
  const reader = await kubectl('--context', 'sandbox-reader', 'auth', 'can-i', 'delete', 'pods');
  expect([reader.exitCode, reader.stdout]).toEqual([1, 'no']);
  expect(await output('--context', 'sandbox-reader', 'auth', 'can-i', 'get', 'pods', '--subresource=log')).toBe('yes');
  expect(await output('--context', 'sandbox-nobody', 'auth', 'can-i', '--list')).toMatch(/selfsubjectaccessreviews/);
  expect((await kubectl('auth', 'can-i', 'list', 'pods', '--as', 'somebody')).stdout).toBe('no');
});

test('refusals and absences read as on any cluster', async () => {
  expect((await kubectl('--context', 'sandbox-nobody', 'get', 'pods')).stderr).toBe(
    'Error from server (Forbidden): pods is forbidden: User "nobody" cannot list resource "pods" in API group "" in the namespace "default"',
  );
  expect((await kubectl('get', 'pod', 'gone')).stderr).toBe('Error from server (NotFound): pods "gone" not found');
  expect((await kubectl('get', 'gone')).stderr).toBe('error: the server doesn\'t have a resource type "gone"');
});

test('create token issues one that the API accepts', async () => {
  const token = await output('create', 'token', 's', '--duration=10m');
  const name = await output(
    'auth',
    'whoami',
    '--token',
    token,
    '--kubeconfig',
    await tokenless(),
    '-o',
    'jsonpath={.status.userInfo.username}',
  );
  expect(name).toBe('system:serviceaccount:default:s');
});

/** A kubeconfig without a user: a token given by flag would not be preferred to one of the file. */
async function tokenless(): Promise<string> {
  const ca = Buffer.from(kube.world.certificates.ca).toString('base64');
  return manifest('tokenless.json', {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c' } }],
    clusters: [{ name: 'c', cluster: { server: kube.url, 'certificate-authority-data': ca } }],
  });
}

test('a server-side dry run is admitted or refused, and stores nothing', async () => {
  const good = await manifest('good.json', {
    ...policy({ limits: {} }),
    metadata: { name: 'new', namespace: 'default' },
  });
  const bad = await manifest('bad.json', { ...policy({}), metadata: { name: 'bad', namespace: 'default' } });
  expect(await output('apply', '--server-side', '--dry-run=server', '-f', good)).toMatch(
    /serverside-applied \(server dry run\)/,
  );
  expect(await output('create', '--dry-run=server', '-f', good)).toMatch(/created \(server dry run\)/);
  const refused = await kubectl('apply', '--server-side', '--dry-run=server', '-f', bad);
  expect(refused.stderr).toMatch(/RateLimitPolicy\S* "bad" is invalid: spec\.limits: Required value/);
  expect(await output('get', 'rlp', '-o', 'name')).toBe('ratelimitpolicy.kuadrant.io/free');
});

test('apply, label, patch, scale and delete change objects', async () => {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'default' }, data: { a: '1' } };
  const file = await manifest('map.json', map);
  expect(await output('apply', '-f', file)).toBe('configmap/m created');
  expect(await output('apply', '-f', file)).toBe('configmap/m unchanged');
  await output('label', 'configmap', 'm', 'x=y');
  await output('patch', 'configmap', 'm', '--type=json', '-p', '[{"op":"add","path":"/data/b","value":"2"}]');
  expect(kube.world.objects.find({ kind: 'ConfigMap', name: 'm', namespace: 'default' })).toMatchObject({
    metadata: { labels: { x: 'y' } },
    data: { a: '1', b: '2' },
  });
  expect(await output('delete', 'configmap', 'm')).toMatch(/^configmap "m" deleted/);
  await output('apply', '-f', await manifest('deployment.json', deployment));
  await output('scale', 'deployment', 'd', '--replicas=3');
  expect(kube.world.objects.find({ kind: 'Deployment', name: 'd', namespace: 'default' })?.['spec'].replicas).toBe(3);
});

test('a namespace comes with its default account and goes with all that is in it', async () => {
  await output('create', 'namespace', 'n');
  expect(await output('get', 'serviceaccounts', '-n', 'n', '-o', 'name')).toBe('serviceaccount/default');
  await output('delete', 'namespace', 'n');
  expect(kube.world.objects.all('ServiceAccount', 'n')).toEqual([]);
});

test('explain reads the schema of a CRD', async () => {
  expect(await output('explain', 'ratelimitpolicy.spec')).toMatch(/The limits, by name\./);
});
