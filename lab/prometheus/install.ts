import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import semver from 'semver';
import { cached } from '../cache.ts';

/** Older ones lack what the lab asks of it, as the endpoint that formats a query. */
const OLDEST = '2.42.0';
const PACKAGES = fileURLToPath(new URL('packages.txt', import.meta.url));
/** Raise it when what a folder of the cache holds is made in another way. */
const RECIPE = 'apt-get download, dpkg -x';

/**
 * The path of a Prometheus that can be started: the machine's own where it is recent enough, else that of Debian's package, unpacked
 * into the cache, where nothing is installed and no service starts. Throws an Error of one line where neither can be had.
 */
export async function prometheusProgram(): Promise<string> {
  const own = await versionOf('prometheus');
  if (own !== undefined && semver.gte(own, OLDEST)) return 'prometheus';
  const folder = await cached('prometheus', { inputs: [PACKAGES], recipe: RECIPE }, unpack);
  const program = join(folder, 'usr', 'bin', 'prometheus');
  const version = await versionOf(program);
  if (version === undefined) throw new Error(`${program} cannot be run here: remove ${folder}, or install Prometheus`);
  return program;
}

/** The version that a program says it is, without what a distribution adds to it; undefined where it is no Prometheus. */
async function versionOf(program: string): Promise<string | undefined> {
  const { stdout = '' } = await execa(program, ['--version'], { reject: false, all: false });
  const [, version] = /^prometheus, version (\S+)/.exec(stdout) ?? [];
  return semver.coerce(version)?.version;
}

async function unpack(folder: string): Promise<void> {
  const packages = (await readFile(PACKAGES, 'utf8')).split('\n').filter((line) => /^[a-z]/.test(line));
  const download = () => execa('apt-get', ['download', ...packages], { cwd: folder });
  try {
    // Without a list of packages, as on a new machine, there is nothing to download from yet.
    await download().catch(() => execa('apt-get', ['update']).then(download));
    const files = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    for (const file of files) await execa('dpkg', ['-x', file, '.'], { cwd: folder });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(
      `no Prometheus ${OLDEST} or newer on PATH, and Debian's package cannot be had (${reason}): install Prometheus`,
    );
  }
}
