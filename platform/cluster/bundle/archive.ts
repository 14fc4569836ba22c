import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { extract, type ReadEntry } from 'tar';
import { firstLine } from '../../connection-failure.ts';
import { Unreachable } from '../unreachable.ts';

/** What an archive that we do not open begins with, and what opens it. */
const FOREIGN: readonly { name: string; magic: string; open: string }[] = [
  { name: 'an xz archive', magic: 'fd377a585a00', open: 'tar -xJf' },
  { name: 'a zip archive', magic: '504b0304', open: 'unzip' },
  { name: 'a bzip2 archive', magic: '425a68', open: 'tar -xjf' },
  { name: 'a zstd archive', magic: '28b52ffd', open: 'tar --zstd -xf' },
  { name: 'an encrypted file', magic: '53616c7465645f5f', open: 'openssl enc -d -in' },
];
const MAGIC_BYTES = 8;

/** Objects, what says when they were collected and what the cluster served, and how its checks ended. Audit logs and dumps are nothing to us. */
const DATA =
  /(^|\/)((namespaces|cluster-scoped-resources)\/.+\.(ya?ml|json)|timestamp|verdict\.json|aggregated-discovery-apis?\.yaml)$/;

/** The path of a container's log in must-gather layout. */
const logOf = (namespace: string, pod: string): string => `/namespaces/${namespace}/pods/${pod}/`;

type Wanted = (path: string) => boolean;

function demandTar(archive: string): void {
  const start = Buffer.alloc(MAGIC_BYTES);
  let file: number;
  try {
    file = openSync(archive, 'r');
  } catch {
    throw new Unreachable(`bundle ${archive} is not readable by this user`);
  }
  const read = readSync(file, start, 0, MAGIC_BYTES, 0);
  closeSync(file);
  if (read === 0) throw new Unreachable(`bundle ${archive} is empty: its download or copy was cut short`);
  const foreign = FOREIGN.find(({ magic }) => start.toString('hex').startsWith(magic));
  if (foreign !== undefined) {
    throw new Unreachable(
      `bundle ${archive} is ${foreign.name}; unpack it with "${foreign.open} ${archive}" and give the folder`,
    );
  }
}

/**
 * Streams through the archive and writes the wanted files below `target`. Links and devices are left out, and a path that
 * leads outside ends it: the archive may come from anybody. Strict, so that a cut archive is no shorter bundle.
 */
async function extractWanted(archive: string, target: string, wanted: Wanted): Promise<number> {
  let entries = 0;
  const isWanted = (path: string, entry: Stats | ReadEntry): boolean => {
    entries += 1;
    return 'type' in entry && /^(Old|Contiguous)?File$/.test(entry.type) && wanted(path);
  };
  try {
    await extract({ file: archive, cwd: target, strict: true, filter: isWanted });
  } catch (error) {
    const why = firstLine(error instanceof Error ? error.message : String(error));
    throw new Unreachable(`bundle ${archive} cannot be unpacked: ${why}`);
  }
  return entries;
}

const folderOf = (archive: string, privateFolder: string): string =>
  join(privateFolder, `bundle-${createHash('sha256').update(archive).digest('hex').slice(0, 16)}`);

/**
 * Unpacks the objects of a .tar, .tar.gz or .tgz below the private folder, once in a run; answers the folder. Logs stay
 * packed until one is asked for. Throws Unreachable: cut, foreign, empty, or with a path that leads outside.
 */
export async function unpacked(archive: string, privateFolder: string): Promise<string> {
  const target = folderOf(archive, privateFolder);
  const done = join(target, '.complete');
  if (existsSync(done)) return target;
  demandTar(archive);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const entries = await extractWanted(archive, target, (path) => DATA.test(path));
  if (entries === 0) throw new Unreachable(`bundle ${archive} is empty, or no tar archive`);
  mkdirSync(done);
  return target;
}

/** Unpacks the logs of one pod: a second pass through the archive, because logs are most of it and few are ever read. */
export async function unpackLogs(archive: string, folder: string, namespace: string, pod: string): Promise<void> {
  const done = join(folder, `.logs-${createHash('sha256').update(logOf(namespace, pod)).digest('hex').slice(0, 16)}`);
  if (existsSync(done)) return;
  const part = logOf(namespace, pod);
  await extractWanted(archive, folder, (path) => `/${path}`.includes(part) && /\.log(\.gz)?$/.test(path));
  mkdirSync(done, { recursive: true });
}
