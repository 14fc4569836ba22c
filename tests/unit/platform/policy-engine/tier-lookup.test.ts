import { expect, test } from 'vitest';
import type { Kind } from '../../../../platform/cluster/cluster.ts';
import { isInCluster, lookupProblem } from '../../../../platform/policy-engine/tier-lookup.ts';

const ports = [
  { name: 'http', port: 8080 },
  { name: 'https', port: 8443 },
];
const service = { metadata: { name: 'maas-api', namespace: 'maas' }, spec: { ports } };
const cluster = {
  find: async <T>({ schema }: Kind<T>, name: string, namespace?: string): Promise<T | undefined> =>
    name === 'maas-api' && namespace === 'maas' ? schema.parse(service) : undefined,
};
const lookup = (url: string) => ({ policy: 'gw/p', name: 'matchedTier', url });
const problem = (url: string): Promise<string | undefined> => lookupProblem(cluster, lookup(url));

test('every way to write a Service’s host leads to it', async () => {
  for (const host of ['maas-api.maas', 'maas-api.maas.svc', 'maas-api.maas.svc.cluster.local']) {
    expect(isInCluster(lookup(`http://${host}:8080/v1/tiers/lookup`))).toBe(true);
    expect(await problem(`http://${host}:8080/v1/tiers/lookup`)).toBeUndefined();
  }
  expect(await problem('https://maas-api.maas.svc:8443/v1/tiers/lookup')).toBeUndefined();
  expect(isInCluster(lookup('https://maas.apps.example.com/v1/tiers/lookup'))).toBe(false);
  expect(isInCluster(lookup('no url'))).toBe(false);
});

test('a missing Service, a missing port and the other scheme are each named', async () => {
  expect(await problem('http://maas-api.other.svc:8080/x')).toContain('Service other/maas-api does not exist (FM-22)');
  expect(await problem('http://maas-api.maas.svc/x')).toContain('no port 80 (its ports: 8080, 8443)');
  expect(await problem('https://maas-api.maas.svc:8080/x')).toContain('speaks plain HTTP');
  expect(await problem('http://maas-api.maas.svc:8443/x')).toContain('speaks TLS');
});
