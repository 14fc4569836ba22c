import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes a folder and those above it, one after the other. Node's own recursive way never comes back where a file system
 * says of a new folder that it does not exist, as /proc does.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const path of missing) {
    try {
      mkdirSync(path);
    } catch (error) {
      // Another run may have made it meanwhile.
      if (!existsSync(path)) throw error;
    }
  }
}

/** Whether a file can be made in the folder: it is tried, because a system's answer about rights is not all that counts. */
export function tryFolder(folder: string): void {
  const probe = join(folder, `.maas-verify-${process.pid}`);
  writeFileSync(probe, '');
  rmSync(probe, { force: true });
}
