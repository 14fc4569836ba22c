import { accessSync, constants, mkdirSync } from 'node:fs';
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

/** Where Playwright keeps what it has made of the suites' sources, for the same reason: its own choice is below /tmp. */
const TRANSFORMED = join(ROOT, '.cache', 'transformed');

/**
 * The same for a Playwright that this process starts, as its environment. Playwright fails where it cannot write: then it
 * keeps its own in `privateFolder`, for the one run.
 */
export function keptCompiled(privateFolder?: string, transformed: string = TRANSFORMED): Record<string, string> {
  const chosen = process.env['PLAYWRIGHT_TRANSFORM_CACHE_DIR'];
  const safe = isWritable(transformed) ? transformed : privateFolder && join(privateFolder, 'transformed');
  const kept = chosen ?? safe;
  return { NODE_COMPILE_CACHE: folder(), ...(kept !== undefined && { PLAYWRIGHT_TRANSFORM_CACHE_DIR: kept }) };
}

function isWritable(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
