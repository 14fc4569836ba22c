import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { extract } from 'tar';
import { Manifest } from '../../../diagnostics/manifest/manifest.ts';

/** A bundle as whoever gets it has it: its files by path, and what it says of itself. */
export interface Unpacked {
  files: Map<string, Buffer>;
  manifest: Manifest;
}

export async function unpackedBundle(archive: string, folder: string): Promise<Unpacked> {
  await mkdir(folder, { recursive: true });
  await extract({ file: archive, cwd: folder, strict: true });
  const [top = ''] = await readdir(folder);
  const root = join(folder, top);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(relative(root, path), await readFile(path));
  }
  return { files, manifest: Manifest.parse(JSON.parse(String(files.get('manifest.json')))) };
}
