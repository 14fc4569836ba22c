import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/**
 * Where the compiled form of sources is kept from run to run. It lies beside the sources: who can write there can change
 * them as well, while in a folder of all users, Node's own choice, somebody else could leave code for us.
 */
const FOLDER = join(ROOT, '.cache', 'compiled');

const folder = (): string => process.env['NODE_COMPILE_CACHE'] ?? FOLDER;

/** Lets Node keep what it compiles, where the user has not chosen himself. Where nothing can be written, nothing is kept. */
export function keepCompiled(): void {
  enableCompileCache(folder());
}

/** The same for a process that this one starts, as its environment. */
export const keptCompiled = (): Record<string, string> => ({ NODE_COMPILE_CACHE: folder() });
