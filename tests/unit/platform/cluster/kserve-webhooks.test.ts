import { expect, test } from 'vitest';
import { EndpointSlice, Service, ValidatingWebhookConfiguration } from '../../../../platform/cluster/kinds/core.ts';
import { kserveWebhooks, webhookProblems } from '../../../../platform/cluster/kserve-webhooks.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';
import { issueCertificates } from '../../../../sandbox/certificates.ts';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';

const { ca } = await issueCertificates(objectStore([]), 'guide');
const caBundle = Buffer.from(ca).toString('base64');
const webhook = (clientConfig: object, group = 'serving.kserve.io') => ({
  name: `hook.${group}`,
  clientConfig: { service: { name: 'hooks', namespace: 'odh' }, ...clientConfig },
  rules: [{ apiGroups: [group] }],
});

/** A cluster with one webhook configuration, and a Service with so many ready endpoints. */
const cluster = (webhooks: object[], ready: number): Pick<ClusterReader, 'find' | 'list'> => ({
  find: async (kind, name) =>
    kind.kind === Service.kind ? kind.schema.parse({ metadata: { name, namespace: 'odh' } }) : undefined,
  list: async (kind) => {
    if (kind.kind === ValidatingWebhookConfiguration.kind)
      return [kind.schema.parse({ metadata: { name: 'c' }, webhooks })];
    if (kind.kind !== EndpointSlice.kind) return [];
    const labels = { 'kubernetes.io/service-name': 'hooks' };
    const endpoints = [{ addresses: ['10.0.0.1'], conditions: { ready: ready > 0 } }];
    return [kind.schema.parse({ metadata: { name: 's', namespace: 'odh', labels }, endpoints })];
  },
});

const problemsOf = async (clientConfig: object, ready = 1): Promise<string[]> => {
  const source = cluster([webhook(clientConfig)], ready);
  const [found] = await kserveWebhooks(source);
  if (found === undefined) throw new Error('the webhook was not found');
  return webhookProblems(source, found);
};

test('only webhooks for KServe’s kinds are looked at', async () => {
  expect(await kserveWebhooks(cluster([webhook({}), webhook({}, 'route.openshift.io')], 1))).toHaveLength(1);
});

test('a webhook needs a CA bundle and a ready Service', async () => {
  expect(await problemsOf({ caBundle })).toEqual([]);
  expect(await problemsOf({})).toEqual(['webhook hook.serving.kserve.io: no CA bundle was injected']);
  expect(await problemsOf({ caBundle: 'Cg==' })).toEqual([
    'webhook hook.serving.kserve.io: its CA bundle holds no certificate',
  ]);
  expect(await problemsOf({ caBundle }, 0)).toEqual([
    'webhook hook.serving.kserve.io: Service odh/hooks has no ready endpoint',
  ]);
});
