import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSamples } from '../../../../load/samples/reader.ts';
import type { RunHead } from '../../../../load/samples/sample.ts';
import { sampleText, sampleWriter } from '../../../../load/samples/writer.ts';
import { register } from '../../../../platform/redact.ts';
import { sampleWith } from '../sample-with.ts';

const HEAD: RunHead = {
  type: 'run',
  version: 1,
  plan: 'a'.repeat(64),
  engine: 'embedded',
  protocol: 'http/1.1',
  startedAt: '2026-01-01T00:00:00.000Z',
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was written is read again, a cut last line left out', async () => {
  const file = join(folder, 'samples.ndjson');
  const writer = sampleWriter(file);
  writer.write(sampleText([HEAD, sampleWith({ i: 0 }), sampleWith({ i: 1, gapsMs: [0.25, 12] })]));
  writer.write(sampleText([{ type: 'end', endMs: 9, unsent: 0 }]));
  writer.close();

  const whole = await readSamples(file);
  appendFileSync(file, JSON.stringify(sampleWith({ i: 2 })).slice(0, 40));
  const cut = await readSamples(file);

  expect(whole).toMatchObject({ head: HEAD, end: { unsent: 0 }, cut: false });
  expect(whole.samples.map(({ i }) => i)).toEqual([0, 1]);
  expect(cut).toMatchObject({ cut: true, samples: whole.samples });
});

test('a broken line in the middle, a missing head and a missing file are told in one line', async () => {
  const file = join(folder, 'samples.ndjson');
  writeFileSync(file, `${JSON.stringify(HEAD)}\n{"type":"sam\n${JSON.stringify(sampleWith({}))}\n`);
  await expect(readSamples(file)).rejects.toThrow('line 2: not a line of samples');

  writeFileSync(file, `${JSON.stringify(sampleWith({}))}\n`);
  await expect(readSamples(file)).rejects.toThrow('head of a run');
  await expect(readSamples(join(folder, 'none'))).rejects.toThrow('cannot be read: ENOENT');
});

test('a token that an error text quotes is not written', () => {
  const file = join(folder, 'samples.ndjson');
  register('sha256~not-for-anyone-to-read');
  const writer = sampleWriter(file);
  writer.write(sampleText([sampleWith({ error: 'bad token sha256~not-for-anyone-to-read' })]));
  writer.close();

  expect(readFileSync(file, 'utf8')).not.toContain('not-for-anyone');
});
