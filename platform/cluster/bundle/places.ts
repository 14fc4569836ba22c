import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../cluster.ts';

/** must-gather calls the core group so. */
const groupFolder = ({ group }: Kind<unknown>): string => (group === '' ? 'core' : group);

const OBJECTS = /\.(ya?ml|json)$/;

interface Listing {
  files: ReadonlySet<string>;
  folders: ReadonlySet<string>;
}
const NOTHING: Listing = { files: new Set(), folders: new Set() };

/** Files that hold objects of a kind, by how they came there. */
export interface Places {
  /** A list of the whole cluster. */
  whole: string[];
  /** Lists of one namespace, as `oc adm inspect ns/NAME` writes them, by namespace. */
  lists: Map<string, string[]>;
  /** One object a file, as `oc adm inspect KIND` writes them, by namespace ('' for a kind without). */
  singles: Map<string, string[]>;
  /** Pods and namespaces have places of their own, written with a namespace as lists are; by namespace. */
  own: Map<string, string[]>;
}

/** The folders of a bundle, each read once. Links are no part of it. */
export interface Folders {
  places(kind: Kind<unknown>): Places;
}

/** A name as part of a path; undefined where it would lead somewhere else. */
export const segment = (name: string): string | undefined =>
  name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name) ? undefined : name;

export function foldersOf(roots: readonly string[]): Folders {
  const known = new Map<string, Listing>();
  const listing = (folder: string): Listing => {
    const kept = known.get(folder) ?? readListing(folder);
    known.set(folder, kept);
    return kept;
  };
  const namespacesOf = (root: string): string[] =>
    listing(root).folders.has('namespaces') ? [...listing(join(root, 'namespaces')).folders] : [];
  /** Below `folder`: GROUP/PLURAL.yaml, and GROUP/PLURAL/NAME.yaml. */
  const below = (folder: string, kind: Kind<unknown>): { lists: string[]; singles: string[] } => {
    const group = groupFolder(kind);
    if (!listing(folder).folders.has(group)) return { lists: [], singles: [] };
    const { files, folders } = listing(join(folder, group));
    const lists = ['yaml', 'yml', 'json'].map((end) => `${kind.plural}.${end}`).filter((name) => files.has(name));
    const each = folders.has(kind.plural) ? [...listing(join(folder, group, kind.plural)).files] : [];
    return {
      lists: lists.map((name) => join(folder, group, name)),
      singles: each.filter((name) => OBJECTS.test(name)).map((name) => join(folder, group, kind.plural, name)),
    };
  };
  const ownPlace = (root: string, namespace: string, kind: Kind<unknown>): string[] => {
    const folder = join(root, 'namespaces', namespace);
    if (kind.group !== '') return [];
    if (kind.plural === 'namespaces')
      return listing(folder).files.has(`${namespace}.yaml`) ? [join(folder, `${namespace}.yaml`)] : [];
    if (kind.plural !== 'pods' || !listing(folder).folders.has('pods')) return [];
    return [...listing(join(folder, 'pods')).folders]
      .filter((pod) => listing(join(folder, 'pods', pod)).files.has(`${pod}.yaml`))
      .map((pod) => join(folder, 'pods', pod, `${pod}.yaml`));
  };
  return {
    places(kind) {
      const found: Places = { whole: [], lists: new Map(), singles: new Map(), own: new Map() };
      const add = (to: Map<string, string[]>, namespace: string, files: string[]): void => {
        if (files.length > 0) to.set(namespace, [...(to.get(namespace) ?? []), ...files]);
      };
      for (const root of roots) {
        const cluster = below(join(root, 'cluster-scoped-resources'), kind);
        found.whole.push(...cluster.lists);
        add(found.singles, '', cluster.singles);
        for (const namespace of namespacesOf(root)) {
          add(found.own, namespace, ownPlace(root, namespace, kind));
          if (!kind.namespaced) continue;
          const { lists, singles } = below(join(root, 'namespaces', namespace), kind);
          add(found.lists, namespace, lists);
          add(found.singles, namespace, singles);
        }
      }
      return found;
    },
  };
}

function readListing(folder: string): Listing {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = (isWanted: (entry: (typeof entries)[number]) => boolean): Set<string> =>
      new Set(entries.filter(isWanted).map((entry) => entry.name));
    return { files: names((entry) => entry.isFile()), folders: names((entry) => entry.isDirectory()) };
  } catch {
    return NOTHING;
  }
}
