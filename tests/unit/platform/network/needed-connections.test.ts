import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import type { Kind } from '../../../../platform/cluster/cluster.ts';
import { neededConnections } from '../../../../platform/network/needed-connections.ts';
import type { Reader } from '../../../../platform/network/pods.ts';
import { loadStore } from '../../../../sandbox/kube/store.ts';

/** The guide's installation, read without a server; `isThere` leaves objects out. */
function reader(isThere: (kind: string, name: string) => boolean = () => true): Reader {
  const store = loadStore('guide');
  const list = async <T>(
    { group, kind, schema }: Kind<T>,
    options: { namespace?: string; labelSelector?: string } = {},
  ) =>
    store
      .allOf(group, kind, options.namespace)
      .filter(({ metadata }) => isThere(kind, metadata.name))
      .map((object) => schema.parse(object));
  return {
    list,
    listIfKnown: list,
    find: async (kind, name, namespace) => {
      const object = store.find({ apiVersion: apiVersion(kind), kind: kind.kind, name, namespace });
      return object === undefined || !isThere(kind.kind, name) ? undefined : kind.schema.parse(object);
    },
    findIn: async (kind, name, namespaces) => {
      for (const namespace of namespaces) {
        const object = store.find({ apiVersion: apiVersion(kind), kind: kind.kind, name, namespace });
        if (object !== undefined && isThere(kind.kind, name)) return kind.schema.parse(object);
      }
      return undefined;
    },
  };
}
const apiVersion = ({ group, version }: Kind<unknown>): string => (group === '' ? version : `${group}/${version}`);

test('every connection that MaaS needs is found, at the port of the pod', async () => {
  const { connections, unknown } = await neededConnections(reader(), guide);
  const ways = new Set(connections.map(({ name, to, port }) => `${name} ${to.namespace}:${port}`));

  expect(unknown).toEqual([]);
  expect(ways).toContain('Authorino → maas-api maas:8080');
  expect(ways).toContain('gateway → maas-api maas:8080');
  expect(ways).toContain('gateway → Authorino authorino:50051');
  expect(ways).toContain('gateway → Limitador limitador-system:8081');
  // The Service's port 80 leads to the proxy beside the model.
  expect(ways).toContain('gateway → facebook-opt-125m-predictor-00001 llm:8012');
  expect(ways).toContain('Prometheus → metrics limitador-system:8080');
});

test('who has no pod is named; without Prometheus nothing is scraped', async () => {
  const without = (name: string) => reader((kind, own) => kind !== 'Pod' || !own.startsWith(name));
  expect((await neededConnections(without('authorino'), guide)).unknown).toEqual(['Authorino']);
  const unwatched = await neededConnections(without('prometheus'), guide);
  expect(unwatched.unknown).toEqual([]);
  expect(unwatched.connections.map(({ name }) => name)).not.toContain('Prometheus → metrics');
});
