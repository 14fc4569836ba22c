import { Agent } from 'undici';
import { expect, test } from 'vitest';
import type { Kind } from '../../../../platform/cluster/cluster.ts';
import { findPrometheus, type Sources } from '../../../../platform/metrics/locate.ts';

const target: Sources['target'] = { kind: 'live', insecureSkipTlsVerify: false };

/** A cluster that has Routes of these names in openshift-monitoring. */
function sources(routes: string[], change: Partial<Sources> & { pods?: object[]; may?: string[] } = {}): Sources {
  const { pods = [], may = ['get', 'create'], ...rest } = change;
  const find = async <T>(kind: Kind<T>, name: string, namespace?: string): Promise<T | undefined> =>
    routes.includes(name) && namespace === 'openshift-monitoring'
      ? kind.schema.parse({
          metadata: { name, namespace },
          spec: { to: { kind: 'Service', name } },
          status: { ingress: [{ host: `${name}.apps.example` }] },
        })
      : undefined;
  return {
    target,
    cluster: {
      find,
      list: async (kind) => pods.map((pod) => kind.schema.parse(pod)),
      can: async ({ verb }) => may.includes(verb),
      version: async () => ({ kubernetes: 'v1.35.1' }),
    },
    authorization: async () => 'Bearer token',
    forward: async () => new Agent(),
    ...rest,
  };
}

const pod = (name: string, app: string, ready = 'True') => ({
  metadata: { name, namespace: 'openshift-monitoring', labels: { 'app.kubernetes.io/name': app } },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
});
const PODS = [pod('prometheus-k8s-0', 'prometheus'), pod('thanos-querier-1', 'thanos-query')];

test('a given URL wins, and the cluster’s token is not even read', async () => {
  const metrics = await findPrometheus(
    sources(['thanos-querier'], {
      target: { ...target, prometheusUrl: 'http://127.0.0.1:9090' },
      authorization: () => Promise.reject(new Error('asked for the token')),
    }),
  );
  expect([metrics.url.href, metrics.reachedBy]).toEqual(['http://127.0.0.1:9090/', 'the URL given']);
});

test.each([
  [['prometheus-k8s', 'thanos-querier'], 'https://thanos-querier.apps.example'],
  [['prometheus-k8s'], 'https://prometheus-k8s.apps.example'],
])('of the Routes %s the querier is preferred', async (routes, url) => {
  const metrics = await findPrometheus(sources(routes));
  expect(metrics.url.origin).toBe(url);
  expect(metrics.reachedBy).toContain('Route openshift-monitoring/');
});

test.each<[string, Sources, string]>([
  ['no Route', sources([]), 'no Route thanos-querier or prometheus-k8s'],
  ['no token', sources(['thanos-querier'], { authorization: async () => undefined }), 'the kubeconfig has none'],
])('%s is inconclusive, and says what to give', async (_, given, said) => {
  await expect(findPrometheus(given)).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringMatching(new RegExp(`${said}.*--prometheus-url`)),
  });
});

test.each<[string, Parameters<typeof sources>, string]>([
  ['no Route leads to it', [[], { pods: PODS }], 'thanos-querier-1'],
  [
    'the caller has no token for the Route',
    [['thanos-querier'], { pods: PODS, authorization: async () => undefined }],
    'thanos-querier-1',
  ],
  [
    'the querier is not ready',
    [[], { pods: [PODS[0] ?? {}, pod('thanos-querier-1', 'thanos-query', 'False')] }],
    'prometheus-k8s-0',
  ],
])('a pod is asked by a port-forward where %s', async (_, given, name) => {
  const targets: unknown[] = [];
  const forward: Sources['forward'] = async (to) => {
    targets.push(to);
    return new Agent();
  };
  const metrics = await findPrometheus({ ...sources(...given), forward });
  expect(metrics.reachedBy).toBe(`a port-forward to pod openshift-monitoring/${name}`);
  expect(targets).toEqual([{ namespace: 'openshift-monitoring', pod: name, port: 9090 }]);
});

test.each(['get', 'create'])('without the permission to %s port-forwards nothing is forwarded', async (verb) => {
  const may = ['get', 'create'].filter((one) => one !== verb);
  await expect(findPrometheus(sources([], { pods: PODS, may }))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining(`oc auth can-i ${verb} pods --subresource=portforward -n openshift-monitoring`),
  });
});
