import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../../../../platform/browser/browser.ts';
import { findChromium } from '../../../../platform/browser/chromium.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maas-verify-chromium-'));
  await writeFile(join(folder, 'google-chrome'), '#!/bin/sh\necho no display >&2\nexit 1\n');
  await chmod(join(folder, 'google-chrome'), 0o755);
  await writeFile(join(folder, 'chromium'), 'no program');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a Chromium of the PATH comes before others, and what cannot be run is none', () => {
  const program = join(folder, 'google-chrome');
  expect(findChromium(['/nowhere', folder].join(delimiter), ['/bin/sh'])).toBe(program);
  expect(findChromium('/nowhere', ['/nowhere/else', program])).toBe(program);
  expect(findChromium('/nowhere', [])).toBeUndefined();
});

test.each([
  ['none', undefined, 'this machine has no Chromium: install one (apt-get install chromium'],
  ['one that does not start', 'google-chrome', 'google-chrome does not start:'],
])('%s is inconclusive, and says what to install', async (_, name, said) => {
  const starting = startBrowser(folder, () => (name === undefined ? undefined : join(folder, name)));
  await expect(starting).rejects.toMatchObject({ name: 'Inconclusive', message: expect.stringContaining(said) });
});
