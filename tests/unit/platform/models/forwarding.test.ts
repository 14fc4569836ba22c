import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import type { Cluster, Kind, ListOptions } from '../../../../platform/cluster/cluster.ts';
import { seenByModel } from '../../../../platform/models/forwarding.ts';

const model = (name: string, namespace: string) => ({ metadata: { name, namespace } });
const pod = (name: string, namespace: string, service: string) => ({
  metadata: { name, namespace, labels: { 'serving.kserve.io/inferenceservice': service } },
  spec: { containers: [{ name: 'kserve-container' }] },
});

/** Two models in namespaces of their own, beside a namespace that has nothing to do with them. */
function twoModels(logs: Record<string, string>) {
  const asked: (string | undefined)[] = [];
  const objects: Record<string, { metadata: { namespace: string } }[]> = {
    InferenceService: [model('one', 'llm'), model('two', 'team')],
    Pod: [pod('one-0', 'llm', 'one'), pod('two-0', 'team', 'two'), pod('other-0', 'elsewhere', 'one')],
  };
  const cluster: Partial<Cluster> = {
    list: async <T>(kind: Kind<T>, { namespace }: ListOptions = {}) => {
      if (kind.kind === 'Pod') asked.push(namespace);
      const own = (objects[kind.kind] ?? []).filter((one) => [undefined, one.metadata.namespace].includes(namespace));
      return { kind: 'found' as const, value: { items: own.map((one) => kind.schema.parse(one)), malformed: [] } };
    },
    logs: async ({ pod: name }) => ({ kind: 'found' as const, value: logs[name] ?? '' }),
  };
  return { cluster: cluster as Cluster, asked };
}

const ids = { request: 'r-1', control: 'c-1' };

test('pods are read in the namespace of the model alone, and its log tells', async () => {
  const { cluster, asked } = twoModels({ 'one-0': 'got c-1', 'two-0': 'got r-1' });
  const one = { id: 'one', basePath: '/v1', resource: { namespace: 'llm', name: 'one' } };

  expect(await seenByModel(cluster, guide, one, ids, Number.POSITIVE_INFINITY)).toBe('not-seen');
  expect(asked).toEqual(['llm']);
});

test('of a model that the catalogue names otherwise, every model may have been meant, and no other pod', async () => {
  const { cluster, asked } = twoModels({ 'one-0': 'got c-1', 'two-0': 'got r-1' });

  expect(await seenByModel(cluster, guide, { id: 'served/as', basePath: '/v1' }, ids, Number.POSITIVE_INFINITY)).toBe(
    'seen',
  );
  expect(asked).toEqual(['llm', 'team']);
});
