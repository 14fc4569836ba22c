import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptCompiled } from '../../../cli/compiled.ts';
import { ROOT } from '../../../cli/root.ts';

let folder: string;
const before = process.env['NODE_COMPILE_CACHE'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compiled-test-'));
});
afterEach(() => {
  if (before === undefined) delete process.env['NODE_COMPILE_CACHE'];
  else process.env['NODE_COMPILE_CACHE'] = before;
  rmSync(folder, { recursive: true });
});

const version = (cache: string) =>
  execa(process.execPath, [join(ROOT, 'cli', 'main.ts'), '--version'], { env: { NODE_COMPILE_CACHE: cache } });

test('compiled code is kept beside the sources, where only who can change them can write', () => {
  delete process.env['NODE_COMPILE_CACHE'];

  expect(keptCompiled()).toEqual({
    NODE_COMPILE_CACHE: join(ROOT, '.cache', 'compiled'),
    PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(ROOT, '.cache', 'transformed'),
  });
});

test('the user’s own choice of a folder wins, for the command and its child', async () => {
  process.env['NODE_COMPILE_CACHE'] = folder;

  await version(folder);

  expect(keptCompiled()).toMatchObject({ NODE_COMPILE_CACHE: folder });
  expect(readdirSync(folder)).not.toEqual([]);
});

test('a folder that cannot be written is no trouble', async () => {
  const { stdout, stderr } = await version(join(ROOT, 'package.json', 'below-a-file'));

  expect(stdout).toMatch(/^\d+\.\d+\.\d+$/);
  expect(stderr).toBe('');
});

test('where the sources’ folder cannot be written, what Playwright makes is kept in the private folder', () => {
  const below = join(ROOT, 'package.json', 'below-a-file');

  expect(keptCompiled(folder, below)).toMatchObject({ PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(folder, 'transformed') });
});
