import type { ObservedField } from '../../layouts/observation.ts';
import type { Answer, Cluster, Kind, ListOptions } from '../../platform/cluster/cluster.ts';
import { canI } from '../../platform/cluster/permission-text.ts';

export type Reading = Pick<Cluster, 'list' | 'get'>;

/** What could not be read: for each field of the observation why, and every permission that is missing. */
export interface Unread {
  fields: Partial<Record<ObservedField, string[]>>;
  /** `oc auth can-i …` lines. */
  permissions: Set<string>;
}

/** The cluster as one field of the observation reads it, keeping account of what cannot be read. */
export function readingFor(cluster: Reading, field: ObservedField, unread: Unread): Reading {
  const note = (reason: string): void => {
    const known = unread.fields[field] ?? [];
    if (!known.includes(reason)) unread.fields[field] = [...known, reason];
  };
  const noted = <T>(answer: Answer<T>): Answer<T> => {
    if (answer.kind === 'forbidden') {
      unread.permissions.add(canI(answer.permission));
      note(`missing permission: ${canI(answer.permission)}`);
    }
    if (answer.kind === 'unreachable') note(answer.reason);
    return answer;
  };
  return {
    list: async <T>(kind: Kind<T>, options?: ListOptions) => {
      const answer = noted(await cluster.list(kind, options));
      if (answer.kind === 'found' && answer.value.malformed.length > 0)
        note(`could not be understood: ${answer.value.malformed.slice(0, 2).join('; ')}`);
      return answer;
    },
    get: async <T>(kind: Kind<T>, name: string, namespace?: string) => noted(await cluster.get(kind, name, namespace)),
  };
}

/** The value of an answer; undefined where it is not known. A missing type or object is known: `absent`. */
function known<T, A>(answer: Answer<T>, absent: A): T | A | undefined {
  if (answer.kind === 'found') return answer.value;
  return answer.kind === 'not-found' || answer.kind === 'type-missing' ? absent : undefined;
}

/** All objects of a kind: none where its type is missing, undefined where they cannot be read. */
export async function all<T>(cluster: Reading, kind: Kind<T>, options?: ListOptions): Promise<T[] | undefined> {
  return known(await cluster.list(kind, options), { items: [], malformed: [] })?.items;
}

/** All objects of a kind in some namespaces; undefined where they can be read in none of them. */
export async function within<T>(
  cluster: Reading,
  kind: Kind<T>,
  namespaces: readonly string[],
): Promise<T[] | undefined> {
  const lists = await Promise.all([...new Set(namespaces)].map((namespace) => all(cluster, kind, { namespace })));
  return lists.length > 0 && lists.every((list) => list === undefined)
    ? undefined
    : lists.flatMap((list) => list ?? []);
}

/** Of some namespaces, those where an object of this name is; undefined where it can be read in none of them. */
export async function among<T>(
  cluster: Reading,
  kind: Kind<T>,
  name: string,
  namespaces: readonly string[],
): Promise<{ namespace: string; object: T }[] | undefined> {
  const answers = await Promise.all(
    [...new Set(namespaces)].map(async (namespace) => ({
      namespace,
      object: known(await cluster.get(kind, name, namespace), 'absent' as const),
    })),
  );
  if (answers.length > 0 && answers.every(({ object }) => object === undefined)) return undefined;
  return answers.flatMap(({ namespace, object }) =>
    object === undefined || object === 'absent' ? [] : [{ namespace, object }],
  );
}
