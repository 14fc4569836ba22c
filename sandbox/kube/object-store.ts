import { randomUUID } from 'node:crypto';
import type { KubeObject, ObjectRef, ObjectStore } from '../object.ts';
import { firstGeneration, followSpec } from './generations.ts';
import { history, type StoreChange } from './history.ts';
import { linkReferences } from './references.ts';

/** An object store whose history can be followed: what lists, watches and their resource versions need. */
export interface WatchableStore extends ObjectStore {
  /** The kinds that it has objects of. */
  kinds(): string[];
  /** Every object of a kind of one API group, as `all`. */
  allOf(group: string, kind: string, namespace?: string): KubeObject[];
  /** The resource version of the latest change. */
  resourceVersion(): number;
  /** The changes after a resource version, oldest first; undefined when the history no longer reaches so far back. */
  changesAfter(resourceVersion: number): StoreChange[] | undefined;
  /** Calls the listener after each change, until the returned function is called. */
  subscribe(listener: (change: StoreChange) => void): () => void;
}

interface Shelf {
  group: string;
  objects: Map<string, KubeObject>;
  /** In the order of namespace and name; made anew after an object came or went. */
  sorted?: KubeObject[];
}

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
const keyOf = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;
const title = (ref: ObjectRef): string =>
  `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${ref.name}`;

/** An object's reference, for `find`, `edit` and `remove`. */
export const refOf = (object: KubeObject): ObjectRef => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  name: object.metadata.name,
  namespace: object.metadata.namespace,
});

/** RFC 3339 in whole seconds, as Kubernetes writes it. */
export const timestamp = (at: Date = new Date()): string => `${at.toISOString().slice(0, 19)}Z`;

function shelves() {
  const byKind = new Map<string, Shelf[]>();
  return {
    of: (kind: string): Shelf[] => byKind.get(kind) ?? [],
    kinds: (): string[] =>
      [...byKind].flatMap(([kind, all]) => (all.some(({ objects }) => objects.size > 0) ? [kind] : [])),
    open(group: string, kind: string): Shelf {
      const known = byKind.get(kind) ?? [];
      const found = known.find((shelf) => shelf.group === group);
      if (found !== undefined) return found;
      const made: Shelf = { group, objects: new Map() };
      byKind.set(kind, [...known, made]);
      return made;
    },
  };
}

function listed(shelf: Shelf, namespace: string | undefined): KubeObject[] {
  shelf.sorted ??= [...shelf.objects.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  return namespace === undefined
    ? [...shelf.sorted]
    : shelf.sorted.filter((object) => object.metadata.namespace === namespace);
}

/** Gives a new object what the API server would give it. */
function complete(object: KubeObject, existing: KubeObject | undefined, createdAt: string): void {
  const { metadata } = object;
  metadata.uid ??= existing?.metadata.uid ?? randomUUID();
  metadata.creationTimestamp ??= existing?.metadata.creationTimestamp ?? createdAt;
  const generation = metadata.generation ?? existing?.metadata.generation ?? firstGeneration(object);
  if (generation !== undefined) metadata.generation = generation;
  if (object.kind === 'Namespace' && object.apiVersion === 'v1') {
    metadata.labels = { 'kubernetes.io/metadata.name': metadata.name, ...metadata.labels };
    object['status'] ??= { phase: 'Active' };
  }
}

/** A store with the given objects; those without a creation time get `createdAt`. Their arrival is no part of the history. */
export function objectStore(objects: Iterable<KubeObject> = [], createdAt: string = timestamp()): WatchableStore {
  const kept = shelves();
  const past = history();

  const shelfOf = (ref: ObjectRef): Shelf | undefined =>
    kept
      .of(ref.kind)
      .filter((shelf) => ref.apiVersion === undefined || shelf.group === groupOf(ref.apiVersion))
      .find((shelf) => shelf.objects.has(keyOf(ref.namespace, ref.name)));
  const find = (ref: ObjectRef): KubeObject | undefined => shelfOf(ref)?.objects.get(keyOf(ref.namespace, ref.name));
  const finish = (object: KubeObject, before: KubeObject | undefined): void => {
    if (before !== undefined) followSpec(before, object);
    const resourceVersion = past.next();
    object.metadata.resourceVersion = String(resourceVersion);
    past.record({ resourceVersion, before, after: structuredClone(object) });
  };
  const put = (object: KubeObject, at: string): KubeObject => {
    if (!object.kind || !object.apiVersion || !object.metadata?.name) {
      throw new TypeError(
        `an object needs apiVersion, kind and metadata.name; got ${JSON.stringify(object).slice(0, 120)}`,
      );
    }
    const shelf = kept.open(groupOf(object.apiVersion), object.kind);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const existing = shelf.objects.get(key);
    const before = existing === undefined ? undefined : structuredClone(existing);
    complete(object, before, at);
    shelf.objects.set(key, object);
    shelf.sorted = undefined;
    finish(object, before);
    return object;
  };

  linkReferences(
    [...objects].map((object) => put(object, createdAt)),
    find,
  );
  past.forget();

  return {
    kinds: kept.kinds,
    all: (kind, namespace) => kept.of(kind).flatMap((shelf) => listed(shelf, namespace)),
    allOf: (group, kind, namespace) =>
      kept
        .of(kind)
        .filter((shelf) => shelf.group === group)
        .flatMap((shelf) => listed(shelf, namespace)),
    find,
    put: (object) => put(object, timestamp()),
    edit(ref, change) {
      const object = find(ref);
      if (object === undefined) throw new RangeError(`cannot edit ${title(ref)}: the sandbox has no such object`);
      const before = structuredClone(object);
      change(object);
      finish(object, before);
    },
    remove(ref) {
      const shelf = shelfOf(ref);
      const object = find(ref);
      if (shelf === undefined || object === undefined) {
        throw new RangeError(`cannot remove ${title(ref)}: the sandbox has no such object`);
      }
      shelf.objects.delete(keyOf(ref.namespace, ref.name));
      shelf.sorted = undefined;
      past.record({ resourceVersion: past.next(), before: structuredClone(object) });
    },
    resourceVersion: past.latest,
    changesAfter: past.after,
    subscribe: past.subscribe,
  };
}
