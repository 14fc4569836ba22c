import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

const Kubeconfig = z.looseObject({
  users: z.array(z.looseObject({ name: z.string(), user: z.looseObject({ token: z.string() }) })),
});

/** The kubeconfig with its token given by a plugin, which notes each time that it is asked. */
async function withPlugin(kubeconfig: string, folder: string): Promise<{ file: string; asked: () => Promise<number> }> {
  const config = Kubeconfig.parse(parse(await readFile(kubeconfig, 'utf8')));
  const journal = join(folder, 'asked');
  await writeFile(journal, '');
  const users = config.users.map(({ name, user: { token } }) => {
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token } };
    const script = `echo asked >> '${journal}'; echo '${JSON.stringify(credential)}'`;
    const exec = {
      apiVersion: credential.apiVersion,
      command: '/bin/sh',
      args: ['-c', script],
      interactiveMode: 'Never',
    };
    return { name, user: { exec } };
  });
  const file = join(folder, 'with-plugin');
  await writeFile(file, JSON.stringify({ ...config, users }), { mode: 0o600 });
  return { file, asked: async () => (await readFile(journal, 'utf8')).split('\n').filter(Boolean).length };
}

test('a run has one connection to the API server, with all that it makes and deletes, and asks a credential plugin once', async () => {
  const folder = await temporaryFolder();
  const sandbox = await runningSandbox(join(folder, 'sandbox'));
  onTestFinished(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const plugin = await withPlugin(sandbox.ready.kubeconfig, folder);
  const flags = sandbox.flags.map((flag) => (flag === sandbox.ready.kubeconfig ? plugin.file : flag));

  const { verdict } = await verdictOf([
    ...flags,
    '--allow-changes',
    ...['--phase', 'prerequisites', 'operators', 'maas', 'models'],
  ]);

  const untested = verdict.checks.filter((check) => check.verdict === 'fail' || check.verdict === 'inconclusive');
  expect(untested.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  const calls = sandbox.requests();
  expect(calls.some(({ verb, dryRun }) => verb === 'create' && !dryRun)).toBe(true);
  expect(calls.some(({ verb }) => verb === 'delete')).toBe(true);
  expect(sandbox.connections()).toBe(1);
  expect(await plugin.asked()).toBe(1);
});
