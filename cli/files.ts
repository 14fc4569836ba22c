import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './folders.ts';

/** Writes a file whole or not at all: a reader never sees half of it. Its folder is made when missing. */
export function writeAtomically(file: string, text: string, mode = 0o644): void {
  makeFolder(dirname(file));
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, text, { mode });
  renameSync(partial, file);
}

/** The system's reason for a failed file operation, in words: ENOENT says nothing to most readers. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'does not exist',
    EACCES: 'is not readable or writable by this user',
    EPERM: 'is not readable or writable by this user',
    EISDIR: 'is a folder, not a file',
    ENOTDIR: 'is below something that is not a folder',
    EEXIST: 'exists and is not a folder',
    EROFS: 'is on a read-only file system',
    ENOSPC: 'does not fit: the disk is full',
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
