import { expect, test } from 'vitest';
import {
  CustomResourceDefinition,
  Service,
  ValidatingWebhookConfiguration,
} from '../../../../platform/cluster/kinds/core.ts';
import { leftovers } from '../../../../platform/cluster/leftovers.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';

/** A cluster with these webhooks and CRDs, in which only the Service odh/here exists. */
const cluster = (webhooks: object[], crds: object[] = []): Pick<ClusterReader, 'find' | 'list'> => ({
  find: async (kind, name, namespace) =>
    kind.kind === Service.kind && name === 'here' ? kind.schema.parse({ metadata: { name, namespace } }) : undefined,
  list: async (kind) => {
    if (kind.kind === ValidatingWebhookConfiguration.kind)
      return [kind.schema.parse({ metadata: { name: 'c' }, webhooks })];
    return kind.kind === CustomResourceDefinition.kind ? crds.map((crd) => kind.schema.parse(crd)) : [];
  },
});
const webhook = (service: string, group: string, failurePolicy?: string) => ({
  name: 'w',
  failurePolicy,
  clientConfig: { service: { name: service, namespace: 'odh' } },
  rules: [{ apiGroups: [group], resources: ['things'] }],
});
const crd = (name: string, group: string, more: object = {}, metadata: object = {}) => ({
  metadata: { name, ...metadata },
  spec: { group, ...more },
});

test('a webhook whose Service is gone blocks the writes of its kinds', async () => {
  expect((await leftovers(cluster([webhook('here', 'kuadrant.io')]))).problems).toEqual([]);
  for (const group of ['serving.kserve.io', 'components.platform.opendatahub.io', '', 'apps', '*']) {
    expect((await leftovers(cluster([webhook('gone', group)]))).problems, group).toEqual([
      'ValidatingWebhookConfiguration c, webhook w calls Service odh/gone, which does not exist: no things can be written',
    ]);
  }
});

test('webhooks of others, and those whose failures are ignored, block nothing of MaaS', async () => {
  const { problems, webhooks } = await leftovers(
    cluster([
      webhook('gone', 'route.openshift.io'),
      webhook('gone', 'apps', 'Ignore'),
      webhook('gone', 'notkuadrant.io'),
    ]),
  );
  expect(problems).toEqual([]);
  expect(webhooks).toBe(0);
});

test('a CRD that converts by a Service that is gone, or that is being deleted, is named', async () => {
  const conversion = {
    conversion: { strategy: 'Webhook', webhook: { clientConfig: { service: { name: 'gone', namespace: 'x' } } } },
  };
  const { problems, crds } = await leftovers(
    cluster(
      [],
      [
        crd('a.kuadrant.io', 'kuadrant.io', conversion),
        crd('b.maistra.io', 'maistra.io', {}, { deletionTimestamp: '2026-11-02T09:00:00Z' }),
        crd('c.example.com', 'example.com', conversion),
      ],
    ),
  );
  expect(problems).toEqual([
    'CRD a.kuadrant.io, its conversion webhook calls Service x/gone, which does not exist: its objects cannot be read in every version',
    'CRD b.maistra.io is being deleted since 2026-11-02T09:00:00Z',
  ]);
  expect(crds).toBe(2);
});
