import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../cluster.ts';
import { type AnyObject, anyKind } from '../kinds/base.ts';
import type { RawObject } from '../objects.ts';
import { Unreachable } from '../unreachable.ts';
import { readObjects } from './object-files.ts';

/** A kind that a bundle has objects of. */
export interface HeldKind {
  kind: Kind<AnyObject>;
  /** Namespaces of which it was collected; empty where it was collected of the whole cluster only. */
  namespaces: ReadonlySet<string>;
}

interface Found {
  group: string;
  plural: string;
  files: string[];
  namespaces: Set<string>;
}

const OBJECTS = /^(?<plural>[a-z0-9]+)\.(ya?ml|json)$/;
/** In a namespace's folder, beside those of groups: must-gather's own place for pods, with their logs. */
const PODS = 'pods';

const entriesOf = (folder: string): { files: string[]; folders: string[] } => {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const named = (wanted: (entry: (typeof entries)[number]) => boolean): string[] =>
      entries.filter(wanted).map(({ name }) => name);
    return { files: named((entry) => entry.isFile()), folders: named((entry) => entry.isDirectory()) };
  } catch {
    return { files: [], folders: [] };
  }
};

/** Files of objects below a folder of groups: GROUP/PLURAL.yaml, and GROUP/PLURAL/NAME.yaml. */
function filesBelow(folder: string): { group: string; plural: string; files: string[] }[] {
  return entriesOf(folder)
    .folders.filter((group) => group !== PODS)
    .flatMap((group) => {
      const { files, folders } = entriesOf(join(folder, group));
      const lists = files.flatMap((file) => {
        const plural = OBJECTS.exec(file)?.groups?.['plural'];
        return plural === undefined ? [] : [{ group, plural, files: [join(folder, group, file)] }];
      });
      const singles = folders.map((plural) => ({
        group,
        plural,
        files: entriesOf(join(folder, group, plural)).files.map((file) => join(folder, group, plural, file)),
      }));
      return [...lists, ...singles];
    });
}

/** One object of some files; undefined where they hold none, or cannot be read: who reads the kind is told. */
function oneOf(files: readonly string[]): RawObject | undefined {
  let first: RawObject | undefined;
  for (const file of files) {
    try {
      readObjects(file, (object) => {
        first ??= object;
      });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    if (first !== undefined) return first;
  }
  return undefined;
}

function kindIn({ group: folder, plural, files, namespaces }: Found): HeldKind[] {
  const object = oneOf(files);
  if (object === undefined) return [];
  const version = object.apiVersion?.split('/').at(-1) ?? 'v1';
  const namespaced = namespaces.size > 0 || object.metadata.namespace !== undefined;
  const group = folder === 'core' ? '' : folder;
  return [{ kind: anyKind(object.kind ?? plural, group, version, { plural, namespaced }), namespaces }];
}

/** The kinds of which must-gather folders hold an object, by the folders' own names for them. */
export function heldKinds(roots: readonly string[]): HeldKind[] {
  const found = new Map<string, Found>();
  const take = (folder: string, namespace?: string): void => {
    for (const { group, plural, files } of filesBelow(folder)) {
      const one = found.get(`${group}/${plural}`) ?? { group, plural, files: [], namespaces: new Set() };
      one.files.push(...files);
      if (namespace !== undefined) one.namespaces.add(namespace);
      found.set(`${group}/${plural}`, one);
    }
  };
  for (const root of roots) {
    take(join(root, 'cluster-scoped-resources'));
    for (const namespace of entriesOf(join(root, 'namespaces')).folders)
      take(join(root, 'namespaces', namespace), namespace);
  }
  return [...found.values()].flatMap(kindIn);
}
