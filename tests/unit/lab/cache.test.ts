import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cached } from '../../../lab/cache.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lab-cache-test-'));
  vi.stubEnv('XDG_CACHE_HOME', root);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const WHAT = { inputs: [], recipe: 'one' };
const kept = (): string[] => readdirSync(join(root, 'maas-verify', 'lab'));

/** Makes something slowly; counts how often. */
function maker() {
  const made: string[] = [];
  const make = async (folder: string): Promise<void> => {
    made.push(folder);
    await delay(50);
    writeFileSync(join(folder, 'program'), '');
  };
  return { make, made };
}

test('what several want at once is made once', async () => {
  const { make, made } = maker();
  const folders = await Promise.all([1, 2, 3].map(() => cached('part', WHAT, make)));
  expect([new Set(folders).size, made.length]).toEqual([1, 1]);
  expect(kept()).toEqual([basename(folders[0] ?? '')]);
});

test.each(['who died while making', 'who died before saying who it is'])('%s holds nobody up', async (who) => {
  const { make } = maker();
  const folder = await cached('part', WHAT, make);
  rmSync(folder, { recursive: true });
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(`${folder}.making`, who === 'who died while making' ? String(pid) : '');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(`${folder}.making`, longAgo, longAgo);
  expect(await cached('part', WHAT, make)).toBe(folder);
  expect(kept()).toEqual([basename(folder)]);
});

test('what could not be made leaves nothing, and is tried again by the next', async () => {
  const failing = cached('part', WHAT, () => Promise.reject(new Error('no network')));
  await expect(failing).rejects.toThrow('no network');
  expect(kept()).toEqual([]);
  await cached('part', WHAT, maker().make);
  expect(kept()).toHaveLength(1);
});
