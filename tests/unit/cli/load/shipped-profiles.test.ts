import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { profileFile } from '../../../../cli/load/shipped-profiles.ts';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maas-verify-profiles-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

test('a name is that of a shipped profile, also where a folder has the results of its last run', () => {
  mkdirSync('smoke');

  expect(profileFile('smoke')).toMatch(/load\/profiles\/smoke\.yaml$/);
});

test('a file of the user comes first', () => {
  writeFileSync('smoke', 'version: 1');

  expect(profileFile('smoke')).toBe('smoke');
});
