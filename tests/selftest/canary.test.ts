import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { running } from './processes.ts';
import { runningSandbox } from './running-sandbox.ts';
import { maasVerify, temporaryFolder } from './verify.ts';

/** Anything that looks like a credential, whoever it belongs to. */
const CREDENTIALS = [
  /eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/,
  /sha256~[A-Za-z0-9_-]{10,}/,
  /PRIVATE KEY/,
];

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function leaks(text: string, secrets: string[]): string[] {
  const known = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')]);
  const found = known.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 8)}… (known)`);
  return [...found, ...CREDENTIALS.filter((pattern) => pattern.test(text)).map(String)];
}

test.each([[[]], [['errors-leak-token', 'errors-leak-stack-trace']]])(
  'no secret in any output (faults: %j)',
  async (faults) => {
    const folder = await temporaryFolder();
    const sandbox = await runningSandbox(join(folder, 'sandbox'), { faults });
    const secrets = sandbox.ready.identities.map((identity) => identity.openshiftToken);
    const kubeconfig = await readFile(sandbox.ready.kubeconfig, 'utf8');
    secrets.push(...[...kubeconfig.matchAll(/token: (\S+)/g)].map((match) => match[1] ?? ''));
    try {
      const commandLines: string[] = [];
      const watch = setInterval(() => commandLines.push(...running().map((one) => one.commandLine)), 500);
      const out = join(folder, 'out');
      const ran = await maasVerify(['run', ...sandbox.flags, '--allow-changes', '--allure', '--out', out], { folder });
      clearInterval(watch);

      const views = await Promise.all(
        ['console', 'short', 'json', 'junit', 'markdown', 'html', 'conformance', 'openmetrics'].map((format) =>
          maasVerify(['report', join(out, 'verdict.json'), '--format', format], { folder }),
        ),
      );
      const files = await everyFile(out);
      expect(files.length).toBeGreaterThanOrEqual(4);
      expect(files.filter((file) => file.includes('allure-results')).length).toBeGreaterThan(100);
      for (const view of views) expect(view).toMatchObject({ exitCode: 0, stderr: '' });
      for (const file of files) expect(leaks(await readFile(file, 'latin1'), secrets), file).toEqual([]);
      for (const view of [ran, ...views]) expect(leaks(view.stdout + view.stderr, secrets)).toEqual([]);
      expect(commandLines.length).toBeGreaterThan(0);
      expect(leaks(commandLines.join('\n'), secrets), 'command lines of running processes').toEqual([]);
    } finally {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
