import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { segment } from '../../platform/cluster/bundle/places.ts';

/** A file that is being written. */
export interface StagedFile {
  bytes: number;
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** What has been collected so far, as files below a private folder; nothing in them is secret. */
export interface Staging {
  folder: string;
  /** Bytes of all files. */
  bytes(): number;
  /** Opens a file by the parts of its path, none of which leads elsewhere. Overwrites. */
  file(parts: readonly string[]): Promise<StagedFile>;
  write(parts: readonly string[], text: string): Promise<number>;
  /** Replaces what is there. */
  rename(from: readonly string[], to: readonly string[]): Promise<void>;
  /** Puts a file behind another, and removes it. */
  append(to: readonly string[], from: readonly string[]): Promise<void>;
  /** Removes a file of so many bytes. */
  remove(parts: readonly string[], bytes: number): Promise<void>;
  /** No file is begun any more: it is packed now. */
  seal(): void;
}

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Names of objects are shorter; a name of ours for whatever would be no name of a file. */
const HASHED = 16;

/** A name of an object as a name of a file. Colons are in the names of roles, and everywhere but on Windows in those of files. */
const safe = (part: string): string =>
  segment(part) === undefined ? `name-${createHash('sha256').update(part).digest('hex').slice(0, HASHED)}` : part;

export function staging(folder: string): Staging {
  let total = 0;
  let sealed = false;
  const pathOf = (parts: readonly string[]): string => join(folder, ...parts.map(safe));
  const file = async (parts: readonly string[]): Promise<StagedFile> => {
    if (sealed) throw new Error('the bundle is being packed');
    const path = pathOf(parts);
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
    const handle = await open(path, 'w', FILE_MODE);
    const staged: StagedFile = {
      bytes: 0,
      async write(text) {
        const bytes = Buffer.from(text);
        await handle.appendFile(bytes);
        staged.bytes += bytes.length;
        total += bytes.length;
      },
      close: () => handle.close(),
    };
    return staged;
  };
  return {
    folder,
    bytes: () => total,
    file,
    async write(parts, text) {
      const made = await file(parts);
      try {
        await made.write(text);
        return made.bytes;
      } finally {
        await made.close();
      }
    },
    rename: (from, to) => rename(pathOf(from), pathOf(to)),
    append: async (to, from) => {
      await pipeline(createReadStream(pathOf(from)), createWriteStream(pathOf(to), { flags: 'a', mode: FILE_MODE }));
      await rm(pathOf(from));
    },
    async remove(parts, bytes) {
      await rm(pathOf(parts), { force: true });
      total -= bytes;
    },
    seal: () => {
      sealed = true;
    },
  };
}
