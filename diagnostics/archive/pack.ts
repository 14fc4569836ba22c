import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { create } from 'tar';
import { scanArchive } from '../scan/archive.ts';
import type { Scan } from '../scan/scan.ts';
import { trouble } from './no-room.ts';
import { Refusal } from './refusal.ts';

const FILE_MODE = 0o600;
/** Files are read in pieces of so many bytes, one file at a time: what is packed is never held whole. */
const READ_BYTES = 256 * 1024;

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every file below `name`, in order. Folders are no entries of their own: there are several for each log, and who unpacks makes them. */
async function filesBelow(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Of a tar archive: the last two blocks are written by whoever finished it, so that a cut one is seen when it is read. */
const packed = async (folder: string, name: string, file: string): Promise<void> =>
  create(
    { file, cwd: folder, gzip: true, portable: true, strict: true, mode: FILE_MODE, maxReadSize: READ_BYTES, jobs: 1 },
    await filesBelow(folder, name),
  );

export interface Packing {
  /** Holds the folder `name`, which becomes the archive's. */
  folder: string;
  name: string;
  /** Where the archive is to be; what is there is replaced. */
  file: string;
  scan: Scan;
}

/**
 * Writes the archive (0600) under another name beside its own, reads it again for secrets, and only then names it. Throws
 * Refusal where one is found or where it does not fit: then neither the archive nor a part of it is left.
 */
export async function pack({ folder, name, file, scan }: Packing): Promise<void> {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
  try {
    // Made first, so that it never exists with the rights that other programs' files have.
    await (await open(partial, 'wx', FILE_MODE)).close();
    await packed(folder, name, partial);
    const found = await scanArchive(partial, scan);
    if (found !== undefined)
      throw new Refusal(
        `no bundle was written: ${found.kind} is in ${found.path} although it was redacted; please report it, and collect without it (--phase, --check, --since)`,
      );
    await synced(partial);
    await rename(partial, file);
    await synced(dirname(file));
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof Refusal) throw error;
    throw new Refusal(`no bundle was written: ${file} ${trouble(error)}; give another place with --out`);
  }
}
