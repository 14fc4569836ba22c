import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { asFlavour, baseOf, type SandboxName } from '../flavours.ts';
import type { KubeObject } from '../object.ts';
import { objectStore, timestamp, type WatchableStore } from './object-store.ts';

const INSTALLATIONS = new URL('../installations/', import.meta.url);
/** How old an installation is when the sandbox starts, for objects whose file gives no creation time. */
const AGE_MS = 3 * 24 * 60 * 60 * 1000;

const Named = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
const List = z.looseObject({ kind: z.string().endsWith('List'), items: z.array(Named) });
const Content = z.union([List, Named]);

/** The objects of one YAML file: documents, lists or both. Throws an Error that names the file and the fault in it. */
export function readObjects(file: string): KubeObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
    const problem = document.errors[0];
    if (problem !== undefined) throw new Error(`cannot read ${file}: ${problem.message}`);
    const value: unknown = document.toJS();
    if (value === null) return [];
    const parsed = Content.safeParse(value);
    if (!parsed.success) {
      throw new Error(
        `cannot read ${file}: expected objects with apiVersion, kind and metadata.name, or a List of them`,
      );
    }
    return List.safeParse(parsed.data).data?.items ?? [Named.parse(parsed.data)];
  });
}

/** What the installations' files hold: a process that makes many sandboxes reads them once, and each gets its own copy. */
const kept = new Map<string, KubeObject[]>();

function copyOf(file: string): KubeObject[] {
  const objects = kept.get(file) ?? readObjects(file);
  kept.set(file, objects);
  return structuredClone(objects);
}

/** Every YAML file below a folder of `installations/`, in the order of their paths. */
export function installationFiles(folder: string): string[] {
  const root = fileURLToPath(new URL(`${folder}/`, INSTALLATIONS));
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/**
 * The state of a healthy installation: `installations/common`, then its own folder (a flavour's:
 * its base's, made into it), whose objects replace equal ones.
 * @param isThere which of them are there; all when absent
 */
export function loadStore(
  installation: SandboxName,
  isThere: (object: KubeObject) => boolean = () => true,
): WatchableStore {
  const files = ['common', baseOf(installation)].flatMap(installationFiles).flatMap(copyOf);
  const objects = asFlavour(installation, files).filter(isThere);
  return objectStore(objects, timestamp(new Date(Date.now() - AGE_MS)));
}
