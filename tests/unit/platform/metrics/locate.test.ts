import { expect, test } from 'vitest';
import type { Kind } from '../../../../platform/cluster/cluster.ts';
import { findPrometheus, type Sources } from '../../../../platform/metrics/locate.ts';

const target: Sources['target'] = { kind: 'live', insecureSkipTlsVerify: false };

/** A cluster that has Routes of these names in openshift-monitoring. */
function sources(routes: string[], change: Partial<Sources> = {}): Sources {
  const find = async <T>(kind: Kind<T>, name: string, namespace?: string): Promise<T | undefined> =>
    routes.includes(name) && namespace === 'openshift-monitoring'
      ? kind.schema.parse({
          metadata: { name, namespace },
          spec: { to: { kind: 'Service', name } },
          status: { ingress: [{ host: `${name}.apps.example` }] },
        })
      : undefined;
  return { target, cluster: { find }, authorization: async () => 'Bearer token', ...change };
}

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
