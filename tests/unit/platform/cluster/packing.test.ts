import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MAX_PAGE_BYTES, unpacked } from '../../../../platform/cluster/packing.ts';

const answer = (body: Buffer, packed: boolean) => ({
  status: 200,
  contentType: 'application/json',
  tries: 1,
  body,
  packed,
});
const textOf = async (body: Buffer, packed: boolean): Promise<string> =>
  (await unpacked(answer(body, packed), 'https://api.example:6443', '/api/v1/pods')).body.toString('utf8');

test('a packed body is unpacked, another one is as it came', async () => {
  expect(await textOf(gzipSync('später'), true)).toBe('später');
  expect(await textOf(Buffer.from('später'), false)).toBe('später');
  // As an answer without content.
  expect(await textOf(Buffer.alloc(0), true)).toBe('');
});

test('a body that is no gzip, or one that grows beyond every page, is unreachable with the reason', async () => {
  await expect(textOf(Buffer.from('{}'), true)).rejects.toThrow(
    'https://api.example:6443 answered /api/v1/pods with a body that is no gzip although it says so',
  );
  const bomb = gzipSync(Buffer.alloc(MAX_PAGE_BYTES + 1));
  await expect(textOf(bomb, true)).rejects.toThrow('answered /api/v1/pods with more than 64 MiB');
  await expect(textOf(gzipSync('cut off in the middle').subarray(0, 20), true)).rejects.toThrow('no gzip');
});
