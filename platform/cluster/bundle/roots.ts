import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Unreachable } from '../unreachable.ts';

/** Where must-gather data begins: the folder that has one of these in it. */
const PARTS = ['namespaces', 'cluster-scoped-resources'];

/** An archive's own folder, must-gather's, the node's (where images ran on several), the image's, and a part of the image's. */
const MAX_DEPTH = 5;

/** Never a link: a bundle may come from anybody, and must not lead to other files of this machine. */
const foldersOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** Roots lie beside each other (one an image) and inside of each other: openshift/must-gather keeps Istio's in a folder of its own. */
function rootsBelow(folder: string, depth = 0): string[] {
  const inner = foldersOf(folder);
  const isRoot = inner.some((name) => PARTS.includes(name));
  const below =
    depth === MAX_DEPTH
      ? []
      : inner.filter((name) => !PARTS.includes(name)).flatMap((name) => rootsBelow(join(folder, name), depth + 1));
  return isRoot ? [folder, ...below] : below;
}

/** The folders of an unpacked bundle that hold must-gather data. Throws Unreachable where there is none. */
export function rootsOf(folder: string, bundle: string): string[] {
  const roots = rootsBelow(folder);
  if (roots.length > 0) return roots;
  const content = readdirSync(folder);
  const packed = content.find((name) => /\.(tgz|tar|tar\.gz)$/.test(name) && statSync(join(folder, name)).isFile());
  if (packed !== undefined) throw new Unreachable(`bundle ${bundle} holds an archive: give ${join(bundle, packed)}`);
  throw new Unreachable(
    `bundle ${bundle} is ${content.length === 0 ? 'empty' : 'not in must-gather layout'}: no folder "namespaces" or "cluster-scoped-resources"; collect one with oc adm must-gather`,
  );
}
