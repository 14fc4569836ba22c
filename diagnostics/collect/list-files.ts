import type { RawObject } from '../../platform/cluster/objects.ts';
import type { ServedType } from '../../platform/cluster/raw/raw-cluster.ts';
import type { StagedFile, Staging } from '../archive/staging.ts';

/** The files of one list, in must-gather's layout: one a namespace, each a list of its own, one object a line. */
export interface ListFiles {
  bytes(): number;
  paths(): string[];
  /** Answers how many bytes were written. */
  add(objects: readonly RawObject[]): Promise<number>;
  /** It is read once more from its beginning: what there is of it goes. */
  restart(): Promise<void>;
  /** The list was read to its end: of a namespace, or of all. */
  finish(namespace: string | undefined): Promise<void>;
  /** It was not: what there is of it is kept under a name that nobody takes for the whole. */
  giveUp(): Promise<void>;
}

/** JSON is YAML too, and read many times faster. */
const HEAD = '{"apiVersion":"v1","kind":"List","metadata":{"resourceVersion":""},"items":[';
const TAIL = '\n]}\n';
const MARKER = `{"apiVersion":"v1","kind":"List","comment":"All namespaces were listed: the objects are in namespaces/NAMESPACE, and where a namespace has no such file, it has no such object.","items":[]}\n`;

interface Open {
  parts: readonly string[];
  file: StagedFile;
  objects: number;
}

export function listFiles(staging: Staging, root: readonly string[], type: ServedType): ListFiles {
  const open = new Map<string, Open>();
  const group = type.group === '' ? 'core' : type.group;
  const partsOf = (namespace: string, ending = ''): string[] => [
    ...root,
    ...(namespace === '' ? ['cluster-scoped-resources'] : ['namespaces', namespace]),
    group,
    `${type.plural}${ending}.yaml`,
  ];
  let written = 0;
  const fileOf = async (namespace: string): Promise<Open> => {
    const known = open.get(namespace);
    if (known !== undefined) return known;
    const parts = partsOf(namespace);
    const made = { parts, file: await staging.file(parts), objects: 0 };
    open.set(namespace, made);
    await made.file.write(HEAD);
    return made;
  };
  const end = async (): Promise<void> => {
    for (const { file } of open.values()) {
      await file.write(TAIL);
      await file.close();
      written += file.bytes;
    }
  };
  return {
    bytes: () => written,
    paths: () => [...open.keys()].map((namespace) => partsOf(namespace).slice(root.length).join('/')),
    async add(objects) {
      const texts = Map.groupBy(objects, ({ metadata }) => (type.namespaced ? (metadata.namespace ?? '') : ''));
      let added = 0;
      for (const [namespace, own] of texts) {
        const to = await fileOf(namespace);
        const before = to.file.bytes;
        const lines = own.map((object) => JSON.stringify(object)).join(',\n');
        await to.file.write(`${to.objects === 0 ? '' : ','}\n${lines}`);
        to.objects += own.length;
        added += to.file.bytes - before;
      }
      return added;
    },
    async restart() {
      for (const { parts, file } of open.values()) {
        await file.close();
        await staging.remove(parts, file.bytes);
      }
      open.clear();
    },
    async finish(namespace) {
      // An empty list tells that there is none.
      if (!type.namespaced || namespace !== undefined) await fileOf(namespace ?? '');
      await end();
      if (type.namespaced && namespace === undefined) written += await staging.write(partsOf(''), MARKER);
    },
    async giveUp() {
      await end();
      for (const [namespace, { parts }] of open) await staging.rename(parts, partsOf(namespace, '.partial'));
    },
  };
}
