import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { maasVerify, temporaryFolder } from './verify.ts';

const ARCHIVE = 'diagnosis.tar.gz';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  out = join(folder, 'out');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...more: string[]) =>
  maasVerify(['run', '--sandbox', '--phase', 'maas', '--out', out, '--diagnose-on-failure', ...more], { folder });

test('a run that fails has a bundle beside its results, and names the cause', async () => {
  const { exitCode, stdout, stderr } = await run('--fault', 'listener-without-hostname');

  expect([exitCode, stderr]).toEqual([1, expect.not.stringContaining('no diagnosis')]);
  expect(stdout).toMatch(/Likely causes:\n {2}1\. .*\(FM-25\)/);
  expect((await stat(join(out, ARCHIVE))).mode & 0o777).toBe(0o600);
});

test('a run that passes has none', async () => {
  const { exitCode, stdout } = await run();

  expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('Likely causes')]);
  expect(await readdir(out)).not.toContain(ARCHIVE);
});

test('a bundle that cannot be written is told, and the exit code stays that of the verdict', async () => {
  await mkdir(join(out, ARCHIVE), { recursive: true });
  await writeFile(join(out, ARCHIVE, 'in the way'), '');

  const { exitCode, stderr } = await run('--fault', 'listener-without-hostname');

  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('no diagnosis: no bundle was written')]);
  expect((await readdir(out)).filter((name) => name.includes('partial'))).toEqual([]);
});
