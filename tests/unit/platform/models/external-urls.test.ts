import { expect, test } from 'vitest';
import { Gateway } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { InferenceService } from '../../../../platform/cluster/kinds/kserve.ts';
import type { DeclaredModel } from '../../../../platform/models/declared.ts';
import { externalUrls } from '../../../../platform/models/external-urls.ts';

const PROMISED = /^maas\./;
const gateway = (hostname: string | undefined) =>
  Gateway.schema.parse({
    metadata: { name: 'gw', namespace: 'ingress' },
    spec: { gatewayClassName: 'c', listeners: [{ name: 'https', hostname }] },
    status: { addresses: [{ value: '203.0.113.7' }] },
  });
const model = (status: object): DeclaredModel => ({
  kind: 'InferenceService',
  namespace: 'llm',
  name: 'm',
  object: InferenceService.schema.parse({ metadata: { name: 'm', namespace: 'llm' }, status }),
});
const OWN = gateway('gw.apps.example');

test('addresses of the gateway, and within the cluster, are no way around it', () => {
  const urls = ['https://gw.apps.example/llm/m', 'https://203.0.113.7/llm/m', 'https://maas.apps.example/llm/m'];
  const inside = 'http://m.llm.svc.cluster.local';
  const well = model({ url: inside, addresses: [...urls, 'no url'].map((url) => ({ url })) });
  expect(externalUrls([well, model({})], OWN, PROMISED)).toEqual([]);
  expect(externalUrls([model({ url: 'https://m.wild.example' })], gateway('*.wild.example'), PROMISED)).toEqual([]);
  expect(externalUrls([model({ url: 'https://m.apps.example' })], gateway(undefined), PROMISED)).toEqual([]);
});

test('any other address is a way around it, told once', () => {
  const url = 'https://m-llm.apps.example';
  expect(externalUrls([model({ url, address: { url }, addresses: [{ url }] })], OWN, PROMISED)).toEqual([
    'InferenceService llm/m is served at https://m-llm.apps.example',
  ]);
});
