import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import { parseAllDocuments } from 'yaml';
import { firstLine } from '../connection-failure.ts';
import { plainValue } from '../yaml-values.ts';
import { RawObject } from './objects.ts';
import { Unreachable } from './unreachable.ts';

/** Where a must-gather begins: the folder that has `namespaces` or `cluster-scoped-resources` in it. */
const PARTS = ['namespaces', 'cluster-scoped-resources'];

/** must-gather puts its data below a folder named after the image, and archives add one of their own. */
const MAX_DEPTH = 4;

const foldersOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));

function rootsBelow(folder: string, depth = 0): string[] {
  if (PARTS.some((part) => existsSync(join(folder, part)))) return [folder];
  return depth === MAX_DEPTH ? [] : foldersOf(folder).flatMap((inner) => rootsBelow(inner, depth + 1));
}

/** Unpacks an archive into the private folder, once in a run. Links and devices in it are left out by the library. */
async function unpacked(archive: string, privateFolder: string): Promise<string> {
  const target = join(privateFolder, `bundle-${createHash('sha256').update(archive).digest('hex').slice(0, 16)}`);
  const done = join(target, '.complete');
  if (existsSync(done)) return target;
  mkdirSync(target, { recursive: true, mode: 0o700 });
  let entries = 0;
  try {
    // Strict: a cut archive is an error, not a shorter bundle.
    await extract({
      file: archive,
      cwd: target,
      strict: true,
      filter: (_, entry) => !('type' in entry) || !/Link|Device/.test(String(entry.type)),
      onReadEntry: () => {
        entries += 1;
      },
    });
  } catch (error) {
    throw new Unreachable(
      `bundle ${archive} cannot be unpacked: ${firstLine(error instanceof Error ? error.message : String(error))}`,
    );
  }
  if (entries === 0) throw new Unreachable(`bundle ${archive} is empty, or no tar archive`);
  mkdirSync(done);
  return target;
}

/** The folders of a bundle that hold must-gather data. Throws Unreachable: missing, empty, broken, of another layout. */
export async function bundleRoots(bundle: string, privateFolder: string): Promise<string[]> {
  if (!existsSync(bundle)) throw new Unreachable(`bundle ${bundle} does not exist`);
  const folder = statSync(bundle).isDirectory() ? bundle : await unpacked(bundle, privateFolder);
  const roots = rootsBelow(folder);
  if (roots.length === 0) {
    throw new Unreachable(
      `bundle ${bundle} is ${readdirSync(folder).length === 0 ? 'empty' : 'not in must-gather layout'}: no folder "namespaces" or "cluster-scoped-resources"; collect one with oc adm must-gather`,
    );
  }
  return roots;
}

/** Every object of one YAML or JSON file: single objects, several documents, and lists. Throws Unreachable where it is broken. */
export function objectsOf(file: string): RawObject[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'));
  const found = 'empty' in documents ? [] : [...documents];
  return found.flatMap((document): RawObject[] => {
    const read = plainValue(document);
    if ('problem' in read) throw new Unreachable(`bundle file ${file} is not valid YAML: ${read.problem}`);
    const object = RawObject.safeParse(read.value).data;
    if (object === undefined) return [];
    const items: unknown = object['items'];
    return Array.isArray(items) ? items.flatMap((item) => RawObject.safeParse(item).data ?? []) : [object];
  });
}
