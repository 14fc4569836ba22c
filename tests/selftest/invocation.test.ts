import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { maasVerify, temporaryFolder } from './verify.ts';

let folder: string;
let sandbox: RunningSandbox;
/** Files that the table below names by a word in capitals. */
const files: Record<string, string> = {};

beforeAll(async () => {
  folder = await temporaryFolder();
  sandbox = await runningSandbox(join(folder, 'sandbox'));
  const kubeconfig = await readFile(sandbox.ready.kubeconfig, 'utf8');
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  files['KUBECONFIG'] = sandbox.ready.kubeconfig;
  files['CONFIG'] = await write('bad.yaml', 'gatwayUrl: https://example.com\n');
  files['EXPIRED'] = await write('expired', kubeconfig.replaceAll(/token: \S+/g, 'token: sha256~expired-and-gone'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['an unknown flag', ['run', '--no-such-flag'], 2],
  ['an unknown check', ['run', '--sandbox', '--check', 'auth.anonymous-denid'], 2],
  ['an unknown phase', ['run', '--sandbox', '--phase', 'nonsense'], 2],
  ['an unknown fault', ['run', '--sandbox', '--fault', 'nonsense'], 2],
  ['an unknown installation', ['run', '--sandbox=nonsense'], 2],
  ['no target', ['run'], 2],
  ['an unknown command', ['verify'], 2],
  ['a wrong context', ['run', '--kubeconfig', 'KUBECONFIG', '--context', 'nonsense'], 2],
  ['a missing kubeconfig', ['run', '--kubeconfig', 'absent'], 2],
  ['a missing identities file', ['run', '--kubeconfig', 'KUBECONFIG', '--identities', 'absent'], 2],
  ['a bad configuration key', ['run', '--config', 'CONFIG'], 2],
  ['an unreadable verdict', ['report', 'absent.json', '--format', 'junit'], 2],
  ['an expired token', ['run', '--kubeconfig', 'EXPIRED'], 3],
])('%s: one clear line and the right exit code, in under five seconds', async (_, parameters, exitCode) => {
  const ran = await maasVerify(
    parameters.map((parameter) => files[parameter] ?? parameter),
    { folder },
  );

  const said = `${ran.stderr}\n${ran.stdout}`;
  expect(ran.exitCode, said).toBe(exitCode);
  expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/);
  if (exitCode === 2) expect(ran.stderr.trim().split('\n').length, ran.stderr).toBe(1);
  expect(ran.seconds).toBeLessThan(5);
});
