import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthyWorld } from '../../sandbox/sandbox.ts';
import { type RunningSandbox, runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

let folder: string;
let sandbox: RunningSandbox;
beforeAll(async () => {
  folder = await temporaryFolder();
  sandbox = await runningSandbox(join(folder, 'sandbox'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a broken gateway may answer to everything. */
const ANSWERS: Record<string, (response: ServerResponse) => void> = {
  'fields of other types': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token: 7, tier: [], expiresAt: {}, data: { a: 1 }, choices: 'x', usage: null }));
  },
  'a login page': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>log in</html>');
  },
  'a body without end': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  },
};

test.each(Object.keys(ANSWERS))('a gateway that answers %s is judged, without a crash or a hang', async (name) => {
  const { certificates } = await healthyWorld({ installation: 'guide', realWindows: false });
  const server = createServer(certificates.gateway, (_request, response) => ANSWERS[name]?.(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const flags = sandbox.flags.map((flag) => (flag === sandbox.ready.gatewayUrl ? `https://localhost:${port}` : flag));
    const { verdict, exitCode } = await verdictOf([
      ...flags,
      '--insecure-skip-tls-verify',
      '--phase',
      'authentication',
    ]);

    const broken = verdict.checks.filter((check) => /the check itself broke|did not run/.test(check.reason ?? ''));
    expect(broken.map((check) => `${check.id}: ${check.reason}`)).toEqual([]);
    const passed = verdict.checks.filter((check) => check.verdict === 'pass').map((check) => check.id);
    // These two judge whether it answers at all, and its handshake.
    const aboutAnswers = passed.filter((id) => !['auth.gateway-reachable', 'auth.tls-versions'].includes(id));
    expect(aboutAnswers).toEqual([]);
    expect([1, 3]).toContain(exitCode);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
