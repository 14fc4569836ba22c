import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kind } from '../../../../platform/cluster/cluster.ts';
import { findGrafana, type Sources } from '../../../../platform/grafana/locate.ts';
import { redact } from '../../../../platform/redact.ts';

const target: Sources['target'] = { kind: 'live', insecureSkipTlsVerify: false };
const ROUTE = { namespace: 'openshift-monitoring', name: 'grafana' };
const TOKEN = 'glsa_0123456789abcdef_89abcdef';

let folder: string;
const tokenFile = (): string => join(folder, 'token');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maas-verify-grafana-'));
  await writeFile(tokenFile(), `${TOKEN}\n`);
  await writeFile(join(folder, 'words'), 'two words');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A cluster with a Route to Grafana, whose pod has these containers. */
function sources(change: Partial<Sources> = {}, containers = ['grafana'], admitted = 'True'): Sources {
  const objects: Record<string, object> = {
    Route: {
      metadata: ROUTE,
      spec: { to: { kind: 'Service', name: 'grafana-service' }, tls: { termination: 'edge' } },
      status: { ingress: [{ host: 'grafana.apps.example', conditions: [{ type: 'Admitted', status: admitted }] }] },
    },
    Service: { metadata: { name: 'grafana-service' }, spec: { selector: { app: 'grafana' } } },
  };
  const pods = [
    { metadata: { name: 'a', labels: { app: 'grafana' } }, spec: { containers: containers.map((name) => ({ name })) } },
    { metadata: { name: 'b', labels: { app: 'other' } }, spec: { containers: [{ name: 'oauth-proxy' }] } },
  ];
  const cluster: Sources['cluster'] = {
    find: async <T>(kind: Kind<T>) => kind.schema.parse(objects[kind.kind]),
    list: async (kind) => pods.map((pod) => kind.schema.parse(pod)),
  };
  return { target, route: ROUTE, cluster, authorization: async () => 'Bearer caller', ...change };
}

const untouched = (): never => {
  throw new Error('the cluster was asked');
};

test.each([
  ['a token given', () => tokenFile(), 'the URL given, with the token given'],
  ['none', () => undefined, 'the URL given, without a token'],
])('a URL given wins, with %s, and the caller’s own token is not even read', async (_, file, reachedBy) => {
  const given = { ...target, grafanaUrl: 'http://127.0.0.1:3000', grafanaTokenFile: file() };
  const found = await findGrafana(
    sources({ target: given, authorization: untouched, cluster: { find: untouched, list: untouched } }),
  );
  expect(found).toMatchObject({ grafana: { reachedBy } });
});

test('the caller’s own token goes to a Route behind oauth-proxy, and to no other', async () => {
  const behind = await findGrafana(sources({}, ['grafana', 'oauth-proxy']));
  expect(behind).toMatchObject({
    grafana: { reachedBy: 'Route openshift-monitoring/grafana with the caller’s token, behind oauth-proxy' },
  });
  const bare = await findGrafana(sources({ authorization: untouched }));
  expect(bare).toMatchObject({ grafana: { reachedBy: 'Route openshift-monitoring/grafana without a token' } });
  expect(bare).toHaveProperty('grafana.url.href', 'https://grafana.apps.example/');
});

test('a token of a file is a secret from then on', async () => {
  await findGrafana(sources({ target: { ...target, grafanaTokenFile: tokenFile() } }));
  expect(redact(`it is ${TOKEN}`)).not.toContain(TOKEN);
});

test.each<[string, () => Sources, string]>([
  ['a bundle', () => sources({ target: { ...target, kind: 'bundle' } }), 'a bundle has no Grafana'],
  ['a layout without one', () => sources({ route: undefined }), 'the layout has no Grafana'],
  ['a Route that is not admitted', () => sources({}, [], 'False'), 'is not admitted'],
])('%s has none to ask', async (_, given, said) => {
  expect(await findGrafana(given())).toMatchObject({
    absent: expect.stringMatching(new RegExp(`${said}.*--grafana-url`)),
  });
});

test.each([
  ['missing', 'cannot be read: ENOENT'],
  ['words', 'holds no token'],
])('a token file that is %s is inconclusive in one line', async (name, said) => {
  const given = { ...target, grafanaUrl: 'http://127.0.0.1:3000', grafanaTokenFile: join(folder, name) };
  await expect(findGrafana(sources({ target: given }))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining(said),
  });
});
