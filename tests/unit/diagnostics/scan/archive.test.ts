import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanArchive } from '../../../../diagnostics/scan/archive.ts';

/** Much more than what is read of a file at once. */
const REST_BYTES = 4 * 2 ** 20;
const SECRET = 'a-secret-that-is-looked-for';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-archive-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An archive of a file with a text, and of a large one after it that packs badly. */
async function archiveWith(text: string): Promise<string> {
  writeFileSync(join(folder, 'a.log'), text);
  writeFileSync(join(folder, 'b.bin'), randomBytes(REST_BYTES));
  const file = join(folder, 'bundle.tar.gz');
  await create({ gzip: true, file, cwd: folder, portable: true }, ['a.log', 'b.bin']);
  return file;
}

const scan = (bytes: Buffer): string | undefined => (bytes.includes(SECRET) ? 'planted' : undefined);

test('a secret at the beginning is told, whatever comes after it: the rest is not read, and is no bad archive', async () => {
  const file = await archiveWith(`one\n${SECRET}\n`);
  expect(await scanArchive(file, scan)).toEqual({ path: 'a.log', kind: 'planted' });
});

test('an archive without secrets has none, and one that is cut is an error', async () => {
  const file = await archiveWith('one\n');
  expect(await scanArchive(file, scan)).toBeUndefined();
  writeFileSync(file, 'no archive');
  await expect(scanArchive(file, scan)).rejects.toThrow();
});
