import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Verdict } from '../../reports/verdict-schema.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { ROOT, temporaryFolder } from './verify.ts';

const SLICES = 2;
const LIMIT_MS = 120_000;

let folder: string;
let sandbox: RunningSandbox;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'bin'));
  const command = join(folder, 'bin', 'maas-verify');
  await writeFile(command, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'cli/main.ts')}" "$@"\n`);
  await chmod(command, 0o755);
  await mkdir(join(folder, 'sandbox'));
  sandbox = await runningSandbox(join(folder, 'sandbox'));
});
afterAll(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a script of the load job as its pod does. */
const script = (name: string, more: Record<string, string> = {}) =>
  execa('/bin/sh', [join(ROOT, 'deploy', 'load-job', name)], {
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      HOME: folder,
      KUBECONFIG: sandbox.ready.kubeconfig,
      MAAS_VERIFY_GATEWAY_URL: sandbox.ready.gatewayUrl,
      MAAS_VERIFY_CA: sandbox.ready.caFile,
      CALLERS: join(folder, 'sandbox', 'identities.json'),
      RESULTS: join(folder, 'results'),
      PROFILE: 'smoke',
      SLICES: String(SLICES),
      LOOK_SECONDS: '1',
      ...more,
    },
    extendEnv: false,
    reject: false,
    timeout: LIMIT_MS,
    stdin: 'ignore',
  });

test('slices that play at once are judged as one run, whose exit code the job keeps', async () => {
  await mkdir(join(folder, 'results'));
  const merging = script('merge.sh');
  const slices = await Promise.all(
    Array.from({ length: SLICES }, (_, index) => script('slice.sh', { JOB_COMPLETION_INDEX: String(index) })),
  );
  expect(slices.map(({ exitCode, stderr }) => [exitCode, exitCode === 0 ? '' : stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const merged = await merging;

  const [kept = '', ...others] = await readdir(join(folder, 'results'));
  expect([kept, others]).toEqual([expect.stringMatching(/^load-\d{8}T\d{6}Z$/), []]);
  const text = await readFile(join(folder, 'results', kept, 'all', 'verdict.json'), 'utf8');
  const verdict = Verdict.parse(JSON.parse(text));
  expect(verdict.load).toHaveLength(1);
  expect([merged.exitCode, merged.stderr]).toEqual([verdict.exitCode, expect.any(String)]);
});

test('a slice that could not be played fails its pod, and is not taken for one that was', async () => {
  const { exitCode } = await script('slice.sh', { JOB_COMPLETION_INDEX: '0', PROFILE: 'no-such-profile' });
  expect(exitCode).toBe(2);
  await expect(readdir(join(folder, 'results', 'load'))).rejects.toThrow('ENOENT');
});
