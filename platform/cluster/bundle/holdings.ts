import type { Kind } from '../cluster.ts';
import { CustomResourceDefinition, Namespace } from '../kinds/core.ts';
import { qualified, type RawObject, slim } from '../objects.ts';
import { collectWith } from './advice.ts';
import { readObjects } from './object-files.ts';
import { foldersOf, type Places, segment } from './places.ts';
import { isSelection } from './selections.ts';
import { type Served, servedTypes } from './served-types.ts';

/** What a bundle holds of a kind, in a namespace or everywhere. */
export interface Holding {
  objects: RawObject[];
  /** Undefined where these are all; else why others could exist, and how to collect them. */
  lacks?: string;
  /** Whether the type was served; undefined where the bundle does not tell. */
  served?: boolean;
}

export interface Holdings {
  /** Reads only the files of the kind. Throws Unreachable where one of them is broken. */
  of(kind: Kind<unknown>, namespace?: string): Holding;
  /** As `of`, for one object: the others' files are not read where each has its own. */
  one(kind: Kind<unknown>, name: string, namespace?: string): Holding;
}

/** The content of must-gather folders, each file read when it is first asked for. */
export function holdingsOf(roots: readonly string[]): Holdings {
  const folders = foldersOf(roots);
  const places = memo((kind: Kind<unknown>) => folders.places(kind), qualified);
  const namespaces = (): string[] | undefined => {
    const { whole, singles } = places(Namespace);
    if (whole.length === 0 && (singles.size === 0 || isSelection(Namespace, singles))) return undefined;
    return read(Namespace, [...whole, ...(singles.get('') ?? [])]).flatMap(({ metadata }) => metadata.name ?? []);
  };
  const served: Served = servedTypes(roots, (name) => {
    const found = holding(CustomResourceDefinition, undefined, name);
    return found.objects[0] ?? (found.lacks === undefined ? 'absent' : undefined);
  });
  const holding = (kind: Kind<unknown>, namespace?: string, name?: string): Holding => {
    const found = places(kind);
    const files = filesOf(found, kind, namespace, name);
    const objects = read(kind, files, { namespace, name });
    const lacks = lacking(kind, found, { namespace, namespaces });
    return { objects, ...(lacks !== undefined && { lacks }) };
  };
  const judged = (kind: Kind<unknown>, held: Holding): Holding => {
    const current = held.objects.some(({ apiVersion }) => apiVersion === versionOf(kind));
    return current ? held : { ...held, served: served(kind) };
  };
  const lists = memo(
    ({ kind, namespace }: { kind: Kind<unknown>; namespace?: string }) => judged(kind, holding(kind, namespace)),
    ({ kind, namespace }) => `${qualified(kind)} ${kind.version} ${namespace ?? ''}`,
  );
  return {
    of: (kind, namespace) => lists({ kind, namespace }),
    one: (kind, name, namespace) => {
      const { whole, lists: listed } = places(kind);
      if (whole.length === 0 && !listed.has(namespace ?? '')) return judged(kind, holding(kind, namespace, name));
      const all = lists({ kind, namespace });
      return { ...all, objects: all.objects.filter(({ metadata }) => metadata.name === name) };
    },
  };
}

function memo<Q, A>(answer: (question: Q) => A, keyOf: (question: Q) => string): (question: Q) => A {
  const known = new Map<string, A>();
  return (question) => {
    const key = keyOf(question);
    const kept = known.get(key) ?? answer(question);
    known.set(key, kept);
    return kept;
  };
}

const versionOf = ({ group, version }: Kind<unknown>): string => (group === '' ? version : `${group}/${version}`);

/** The files in which an object of this name, or any, could be. */
function filesOf(
  places: Places,
  kind: Kind<unknown>,
  namespace: string | undefined,
  name: string | undefined,
): string[] {
  const inPlace = (files: ReadonlyMap<string, string[]>): string[] =>
    namespace === undefined || !kind.namespaced ? [...files.values()].flat() : (files.get(namespace) ?? []);
  const each = [...inPlace(places.own), ...inPlace(places.singles)];
  const own = name === undefined ? each : each.filter((file) => isFileOf(file, name));
  return [...places.whole, ...inPlace(places.lists), ...own];
}

const isFileOf = (file: string, name: string): boolean => {
  const part = segment(name);
  return part !== undefined && ['yaml', 'yml', 'json'].some((end) => file.endsWith(`/${part}.${end}`));
};

interface Question {
  namespace?: string;
  name?: string;
}

/** The objects of a kind in some files: each once, in the order in which an API server lists them. */
function read(kind: Kind<unknown>, files: readonly string[], { namespace, name }: Question = {}): RawObject[] {
  const found = new Map<string, RawObject>();
  for (const file of files) {
    readObjects(file, (object) => {
      const { metadata, apiVersion } = object;
      if (object.kind !== undefined && object.kind !== kind.kind) return;
      if (apiVersion !== undefined && groupOf(apiVersion) !== kind.group) return;
      if (namespace !== undefined && kind.namespaced && metadata.namespace !== namespace) return;
      if (name !== undefined && metadata.name !== name) return;
      const key = `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
      const other = found.get(key);
      if (other === undefined || isNewer(object, other)) found.set(key, slim(object, kind));
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');

/** Of two copies of an object the one that was written later to the cluster counts; equal ones are one. */
const isNewer = (a: RawObject, b: RawObject): boolean =>
  Number(a.metadata['resourceVersion'] ?? 0) > Number(b.metadata['resourceVersion'] ?? 0);

/** Why there could be other objects than those held; undefined where there could not. */
function lacking(
  kind: Kind<unknown>,
  { whole, lists, singles, own }: Places,
  { namespace, namespaces }: Pick<Question, 'namespace'> & { namespaces: () => string[] | undefined },
): string | undefined {
  const selected = singles.size > 0 && isSelection(kind, singles);
  if (whole.length > 0 || (singles.size > 0 && !selected)) return undefined;
  const collect = `collect: ${collectWith(kind, namespace)}`;
  const what = `${qualified(kind)}${namespace === undefined || !kind.namespaced ? '' : ` of namespace ${namespace}`}`;
  if (kind.namespaced) {
    const covered = new Set([...lists.keys(), ...own.keys()]);
    if (namespace !== undefined && covered.has(namespace)) return undefined;
    if (namespace === undefined && covered.size > 0) {
      const all = namespaces();
      if (all?.every((one) => covered.has(one)) === true) return undefined;
      return `the bundle holds ${what} of ${someOf([...covered])} only, and others may have some; ${collect}`;
    }
  }
  const some = selected || own.size > 0;
  return `the bundle holds ${some ? `only some ${what}` : `no ${what}`}; ${collect}`;
}

const SHOWN = 3;

const someOf = (namespaces: readonly string[]): string =>
  namespaces.length > SHOWN
    ? `${namespaces.length} namespaces`
    : `namespace${namespaces.length === 1 ? '' : 's'} ${namespaces.join(', ')}`;
