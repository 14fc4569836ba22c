import { expect, test } from 'vitest';
import { shortenCaches } from '../../../sandbox/caches.ts';
import { loadStore } from '../../../sandbox/kube/store.ts';

test('the release’s AuthPolicy says how short the memory is, and does not look unobserved', () => {
  const store = loadStore('maas-0.0.2');
  const policy = () =>
    store.find({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }) ?? expect.fail();
  const memory = () => policy()['spec'].rules.authentication['service-accounts'].cache.ttl;
  expect(memory()).toBe(600);

  shortenCaches(store);

  expect(memory()).toBe(2);
  expect(policy()['status'].observedGeneration).toBe(policy().metadata.generation);
});
