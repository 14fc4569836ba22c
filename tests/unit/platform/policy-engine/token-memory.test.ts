import { expect, test } from 'vitest';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import type { Answer } from '../../../../platform/cluster/cluster.ts';
import { AuthPolicy } from '../../../../platform/cluster/kinds/kuadrant.ts';
import { tokenMemory } from '../../../../platform/policy-engine/token-memory.ts';

const policy = (namespace: string, name: string, rules: object) => ({
  metadata: { namespace, name },
  spec: { targetRef: { kind: 'Gateway', name: 'maas-default-gateway' }, rules },
});
const keeping = (ttl: unknown) => ({ authentication: { accounts: { kubernetesTokenReview: {}, cache: { ttl } } } });

function memoryOf(items: unknown[]) {
  const list = async (): Promise<Answer<never>> => {
    const found: unknown = { kind: 'found', value: { items: items.map((item) => AuthPolicy.schema.parse(item)) } };
    return found as Answer<never>;
  };
  return tokenMemory({ list }, maas002);
}

test('the longest memory of the policies beside the gateway counts', async () => {
  const memory = await memoryOf([
    policy('openshift-ingress', 'short', keeping(60)),
    policy('openshift-ingress', 'long', keeping(3_600)),
    policy('opendatahub', 'elsewhere', keeping(7_200)),
  ]);

  expect(memory).toEqual({ seconds: 3_600, from: 'AuthPolicy openshift-ingress/long' });
});

test('a policy that names no cache remembers nothing, nor does one whose cache cannot be read', async () => {
  expect((await memoryOf([policy('openshift-ingress', 'a', { authentication: { accounts: {} } })])).seconds).toBe(0);
  expect((await memoryOf([policy('openshift-ingress', 'a', keeping('ten'))])).seconds).toBe(0);
});

test('where no policy can be read the layout’s promise counts', async () => {
  const list = async (): Promise<Answer<never>> => ({ kind: 'unreachable', reason: 'cut' });

  expect(await tokenMemory({ list }, maas002)).toMatchObject({
    seconds: 600,
    from: expect.stringMatching(/the layout/),
  });
});
