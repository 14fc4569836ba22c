import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { endingOf } from '../../../../load/k6/exit-codes.ts';
import { k6Environment, probeK6 } from '../../../../load/k6/probe.ts';
import { tail } from '../../../../load/k6/tail.ts';
import { standIn } from './played-on-k6.ts';

const folder = mkdtempSync(join(tmpdir(), 'k6-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a k6 says its version, and whether it has xk6-sse', async () => {
  expect(await probeK6(standIn(folder))).toMatchObject({ version: '1.7.1', streams: true });
  expect(await probeK6(standIn(folder, { STAND_IN_EXTENSION: 'no' }))).toMatchObject({ streams: false });
});

test('what is no k6 that could play is refused in one line', async () => {
  await expect(probeK6(join(folder, 'none'))).rejects.toThrow(/^there is no k6 at ".*none": give the path .*$/);
  await expect(probeK6('/bin/false')).rejects.toThrow(/^"\/bin\/false" is no k6: "version" gave exit code 1 .*$/);
  await expect(probeK6('/bin/echo')).rejects.toThrow(/^"\/bin\/echo" is no k6: .*"version"; .*$/);
  await expect(probeK6(standIn(folder, { STAND_IN_VERSION: 'v0.56.0' }))).rejects.toThrow(
    /^k6 0\.56\.0 at ".*" is too old: 0\.57\.0 .*$/,
  );
});

test('neither asks k6 for extensions, nor do settings of other tests play along', () => {
  expect(k6Environment({ PATH: '/bin', K6_OUT: 'cloud', K6_AUTO_EXTENSION_RESOLUTION: 'true' })).toEqual({
    PATH: '/bin',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    K6_NO_USAGE_REPORT: 'true',
  });
});

test.each([
  [[0, 99, 110], 'valid'],
  [[103, 105, 108, 130], 'interrupted'],
  [[97, 98, 100, 101, 102, 104, 106, 107, 109, 137, 200, undefined], 'broken'],
])('exit codes %j are %s', (codes, kind) => {
  expect(codes.map((code) => endingOf(code).kind)).toEqual(codes.map(() => kind));
});

test('a line that k6 has not yet ended is left until it is', () => {
  const file = join(folder, 'points');
  const points = tail(file);
  expect(points.lines()).toEqual([]);
  writeFileSync(file, 'one\ntw');
  expect(points.lines()).toEqual(['one']);
  writeFileSync(file, 'one\ntwö\nthr');
  expect(points.lines()).toEqual(['twö']);
  expect(points.lines()).toEqual([]);
  points.close();
});

test('the scripts use nothing that k6 does not have', async () => {
  const { exitCode, stdout } = await execa(process.execPath, ['node_modules/ts7/bin/tsc', '-p', 'load/k6'], {
    reject: false,
  });
  expect([exitCode, stdout]).toEqual([0, '']);
}, 60_000);
