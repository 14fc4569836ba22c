import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { demandFolder } from '../outputs.ts';
import { UsageError } from '../usage-error.ts';

const FOLDER = 'maas-verify-out';

/** Where the archive is to be; its folder is made unless nothing will be written. Throws UsageError. */
export function bundleFile(out: string | undefined, dryRun: boolean, now = new Date()): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').slice(0, 'yyyymmddThhmmss'.length);
  const file = resolve(out ?? join(FOLDER, `diagnosis-${stamp}.tar.gz`));
  if (!/\.(tar\.gz|tgz)$/.test(file))
    throw new UsageError(`--out ${out} is to be an archive: its name must end in .tar.gz or .tgz`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`--out ${out} is a folder: give the name of an archive in it`);
  if (!dryRun) demandFolder(dirname(file));
  return file;
}
