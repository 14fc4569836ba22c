import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Characters of a digest that a folder's name has. */
const SHORT = 12;

/** Where built components are kept, outside the tree: `$XDG_CACHE_HOME/maas-verify/lab`. */
function cacheFolder(): string {
  const root = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(root, 'maas-verify', 'lab');
}

/**
 * A folder of the cache whose content follows from some files (pinned versions). Where it is missing, `make` fills a new one,
 * which gets its name only when it is complete: an interrupted build leaves nothing that looks finished.
 * @param name what is in it, for its name
 * @param inputs the files that its content follows from
 * @param recipe how it is made, as a text: another one makes another folder
 */
export async function cached(
  name: string,
  { inputs, recipe }: { inputs: string[]; recipe: string },
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const digest = createHash('sha256').update(`${process.platform} ${process.arch} ${recipe}`);
  for (const input of inputs) digest.update(await readFile(input));
  const root = cacheFolder();
  const folder = join(root, `${name}-${digest.digest('hex').slice(0, SHORT)}`);
  if (existsSync(folder)) return folder;
  await mkdir(root, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await make(unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      // Another lab was quicker: what it made is the same.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}
