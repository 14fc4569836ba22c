import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Characters of a digest that a folder's name has. */
const SHORT = 12;

/** A pause between two looks whether what somebody else makes is there. */
const LOOK_MS = 500;

/** Where built components are kept, outside the tree: `$XDG_CACHE_HOME/maas-verify/lab`. */
function cacheFolder(): string {
  const root = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(root, 'maas-verify', 'lab');
}

const codeOf = (error: unknown): unknown => (error instanceof Object && 'code' in error ? error.code : undefined);

/** A file that names nobody for so long belongs to nobody. */
const BEGUN_MS = 10_000;

/** Whether the process that a file names is there. A file that is gone or empty is of one that has only just ended or begun. */
async function isMaking(file: string): Promise<boolean> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!(owner > 0)) {
    const written = await stat(file).catch(() => undefined);
    return written === undefined || Date.now() - written.mtimeMs < BEGUN_MS;
  }
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/**
 * Waits for the turn to make a folder: two that compile the same take each other's processor. Answers how to give the turn
 * back; undefined where meanwhile somebody else has made it. Who died while making holds nobody up.
 */
async function turnToMake(folder: string): Promise<(() => Promise<void>) | undefined> {
  const file = `${folder}.making`;
  while (!existsSync(folder)) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    if (await isMaking(file)) await delay(LOOK_MS);
    else await rm(file, { force: true });
  }
  return undefined;
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
  const giveBack = await turnToMake(folder);
  if (giveBack === undefined) return folder;
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await make(unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      // Another lab was quicker: what it made is the same.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await giveBack();
  }
  return folder;
}
