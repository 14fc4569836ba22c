import type { Cluster, Kind } from '../../../../platform/cluster/cluster.ts';
import { RawObject, readAs } from '../../../../platform/cluster/objects.ts';

const forbidden = (plural: string) => ({
  kind: 'forbidden' as const,
  permission: { verb: 'list', group: '', resource: plural },
});

/** A cluster that holds these objects, by plural, and lets nobody read any other kind; `logs` by pod. */
export function holding(
  objects: Readonly<Record<string, readonly object[]>>,
  logs: Readonly<Record<string, string>> = {},
) {
  const asked: string[] = [];
  const cluster = {
    list: async <T>(kind: Kind<T>) => {
      const own = objects[kind.plural];
      if (own === undefined) return forbidden(kind.plural);
      return {
        kind: 'found',
        value: readAs(
          kind,
          own.map((one) => RawObject.parse(one)),
        ),
      };
    },
    logs: async ({ pod, previous, container }: Parameters<Cluster['logs']>[0]) => {
      asked.push([pod, container, previous === true ? 'previous' : undefined].filter(Boolean).join(' '));
      const value = logs[pod];
      return value === undefined ? { kind: 'not-found' } : { kind: 'found', value };
    },
  };
  return { cluster: cluster as unknown as Cluster, asked };
}

export const object = (name: string, rest: object = {}) => ({
  metadata: { name, namespace: 'maas', generation: 1 },
  ...rest,
});
