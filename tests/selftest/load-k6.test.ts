import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Verdict } from '../../reports/verdict-schema.ts';
import { standIn } from '../unit/load/k6/played-on-k6.ts';
import { maasVerify, temporaryFolder } from './verify.ts';

/** The command with a user's own k6; the stand-in of tests/peers/k6 has k6's place. */
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const onK6 = (k6: string, out: string) =>
  maasVerify(['load', 'smoke', '--sandbox', '--engine', 'k6', '--k6', k6, '--out', out], { folder });
const samplesIn = async (out: string): Promise<string> => readFile(join(folder, out, 'samples.ndjson'), 'utf8');
const Group = z.looseObject({ outcomes: z.looseObject({ admitted: z.number() }), metrics: z.looseObject({}) });
const groupsIn = async (out: string) =>
  z
    .looseObject({ groups: z.array(Group) })
    .parse(JSON.parse(await readFile(join(folder, out, 'measures.json'), 'utf8'))).groups;

test('a plan is played by the user’s k6: all of its requests, judged as those of the embedded engine', async () => {
  const { exitCode, stdout, stderr } = await onK6(standIn(folder), 'whole');
  const verdict = Verdict.parse(JSON.parse(await readFile(join(folder, 'whole', 'verdict.json'), 'utf8')));

  // How busy another program was is not known, so no gate that rests on times is closed by this client.
  expect([0, 3], stdout + stderr).toContain(exitCode);
  expect(verdict.load?.[0]?.gates.filter(({ verdict: one }) => one === 'fail')).toEqual([]);
  expect((await groupsIn('whole'))[0]?.outcomes).toEqual({ admitted: 9 });
  expect(stdout).toContain('TTFT p50');
  expect(stderr).not.toContain('k6/x/sse');
  expect(await samplesIn('whole')).toContain('"engine":"k6 1.7.1 with xk6-sse"');
  expect(await samplesIn('whole')).not.toMatch(/eyJ|sha256~|Bearer/);
}, 60_000);

test('a threshold of the user’s that is broken (exit code 99) costs no sample and is no failure of ours', async () => {
  const { exitCode, stdout } = await onK6(standIn(folder, { STAND_IN_EXIT: '99' }), 'threshold');

  expect([0, 3], stdout).toContain(exitCode);
  expect((await groupsIn('threshold'))[0]?.outcomes).toEqual({ admitted: 9 });
  expect(stdout).not.toContain('not complete');
}, 60_000);

test('a k6 whose script threw (107) leaves what it had sent, and the run is not complete', async () => {
  const { exitCode, stdout } = await onK6(standIn(folder, { STAND_IN_EXIT: '107' }), 'threw');

  expect(exitCode, stdout).toBe(3);
  expect(stdout).toContain('the script threw an exception');
  expect((await groupsIn('threw'))[0]?.outcomes).toEqual({ admitted: 9 });
}, 60_000);

test('a k6 without k6/x/sse plays in the basic mode, which is said', async () => {
  const { exitCode, stdout, stderr } = await onK6(standIn(folder, { STAND_IN_EXTENSION: 'no' }), 'basic');

  expect([0, 3], stdout).toContain(exitCode);
  expect(stderr).toContain('k6 1.7.1 has no k6/x/sse: streams have no TTFT and no gaps');
  expect(stdout).not.toContain('TTFT p50');
  expect(stdout).toContain('E2E p50');
}, 60_000);

test('no k6, or something else in its place, is told in one line before anything starts', async () => {
  await writeFile(join(folder, 'other'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
  const [missing, other] = [await onK6(join(folder, 'none'), 'x'), await onK6(join(folder, 'other'), 'x')];

  expect([missing.exitCode, other.exitCode]).toEqual([2, 2]);
  expect(missing.stderr).toMatch(/there is no k6 at ".*none": give the path of a k6 with --k6/);
  expect(other.stderr).toContain('is no k6: "version" gave exit code 0 and "hello"');
  for (const { stderr } of [missing, other]) expect(stderr.trim()).not.toContain('\n');
}, 60_000);
