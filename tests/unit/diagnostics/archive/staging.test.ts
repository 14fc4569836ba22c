import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { staging } from '../../../../diagnostics/archive/staging.ts';
import { filesIn, temporary } from '../collecting.ts';

test('what is written, replaced and removed is counted in bytes, not in characters', async () => {
  const folder = temporary();
  const files = staging(folder);

  expect(await files.write(['a', 'b'], 'grün')).toBe(5);
  await files.write(['c'], '123');
  await files.append(['a', 'b'], ['c']);
  expect(files.bytes()).toBe(8);
  expect(filesIn(folder)).toEqual({ 'a/b': 'grün123' });
  expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o600);

  await files.rename(['a', 'b'], ['a', 'd']);
  await files.remove(['a', 'd'], 8);
  expect(files.bytes()).toBe(0);
  expect(filesIn(folder)).toEqual({});
});

test.each(['..', '.', '', 'a/../../b', '/etc/passwd', 'a\0b'])(
  'a name of an object, %j, leads nowhere else',
  async (name) => {
    const outside = temporary();
    const files = staging(join(outside, 'inside'));

    await files.write(['x', name], 'text');

    expect(Object.keys(filesIn(outside))).toEqual([expect.stringMatching(/^inside\/x\/name-[0-9a-f]{16}$/)]);
  },
);

test('while it is packed, no file is begun', async () => {
  const folder = temporary();
  const files = staging(folder);
  files.seal();

  await expect(files.write(['late'], 'text')).rejects.toThrow('packed');
  expect(existsSync(join(folder, 'late'))).toBe(false);
});
