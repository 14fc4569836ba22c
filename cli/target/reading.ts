import type { Answer, Cluster, Kind, ListOptions } from '../../platform/cluster/cluster.ts';
import { canI } from '../../platform/cluster/permission-text.ts';

export type Reading = Pick<Cluster, 'list' | 'get'>;

/** The cluster, keeping account of what the caller was not allowed to read. */
export function accounting(cluster: Cluster, missing: Set<string>): Reading {
  const noted = <T>(answer: Answer<T>): Answer<T> => {
    if (answer.kind === 'forbidden') missing.add(canI(answer.permission));
    return answer;
  };
  return {
    list: async <T>(kind: Kind<T>, options?: ListOptions) => noted(await cluster.list(kind, options)),
    get: async <T>(kind: Kind<T>, name: string, namespace?: string) => noted(await cluster.get(kind, name, namespace)),
  };
}

/** The value of an answer; undefined where it is not known. A missing type or object is known: `absent`. */
function known<T, A>(answer: Answer<T>, absent: A): T | A | undefined {
  if (answer.kind === 'found') return answer.value;
  return answer.kind === 'not-found' || answer.kind === 'type-missing' ? absent : undefined;
}

/** All objects of a kind: none where its type is missing, undefined where they, or some of them, cannot be read. */
export async function all<T>(cluster: Reading, kind: Kind<T>, namespace?: string): Promise<T[] | undefined> {
  const list = known(await cluster.list(kind, { namespace }), { items: [], malformed: [] });
  return list === undefined || list.malformed.length > 0 ? undefined : list.items;
}

/** Of some places, those where an object of this name is; undefined where none can be read. */
export async function among<T>(
  cluster: Reading,
  kind: Kind<T>,
  places: readonly { name: string; namespace: string }[],
): Promise<{ namespace: string; object: T }[] | undefined> {
  const distinct = new Map(places.map((place) => [`${place.namespace}/${place.name}`, place]));
  const answers = await Promise.all(
    [...distinct.values()].map(async ({ name, namespace }) => ({
      namespace,
      object: known(await cluster.get(kind, name, namespace), 'absent' as const),
    })),
  );
  if (answers.every(({ object }) => object === undefined)) return undefined;
  return answers.flatMap(({ namespace, object }) =>
    object === undefined || object === 'absent' ? [] : [{ namespace, object }],
  );
}
