import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { liveCluster } from '../../../../platform/cluster/live.ts';
import { createAccount } from '../../../../platform/probes/account.ts';
import { redact } from '../../../../platform/redact.ts';
import { json, localServer } from '../local-server.ts';

const NAMESPACE = 'maas-verify-key-owner-r1';
const TOKEN = 'token-of-an-account-of-ours';
const FORBIDDEN = { kind: 'Status', reason: 'Forbidden', message: 'no', code: 403 };

/** An API server that gives tokens or refuses them; and what was asked of it and created. */
async function accountAt({ mayAsk = true } = {}) {
  const asked: { audiences?: string[]; expirationSeconds: number }[] = [];
  const server = await localServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (!request.url?.endsWith('/token')) return json(response, {});
      asked.push(JSON.parse(Buffer.concat(chunks).toString()).spec);
      const status = { token: TOKEN, expirationTimestamp: '2030-01-01T00:00:00Z' };
      return mayAsk ? json(response, { status }, 201) : json(response, FORBIDDEN, 403);
    });
  });
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'account-test-')), 'kubeconfig');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: server.url } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const cluster = liveCluster({ kubeconfig });
  onTestFinished(() => cluster.close());
  const created: string[] = [];
  const owned = {
    create: async ({ kind, metadata }: { kind: string; metadata: { name: string; namespace?: string } }) =>
      void created.push(`${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
    deleteAll: async () => [],
  };
  const account = await createAccount(cluster, owned, NAMESPACE);
  return { account, asked, created, seen: server.seen };
}

test('it is a service account in a namespace of its own, which is made first', async () => {
  const { account, created, seen } = await accountAt();

  expect(created).toEqual([`Namespace /${NAMESPACE}`, `ServiceAccount ${NAMESPACE}/caller`]);
  expect(account.username).toBe(`system:serviceaccount:${NAMESPACE}:caller`);
  // What is created goes through the one writer that marks and deletes it.
  expect(seen.filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('its tokens are for the API server or one other audience, as long as a run, and secrets at once', async () => {
  const { account, asked } = await accountAt();

  expect(await account.token()).toBe(TOKEN);
  expect(await account.token('other')).toBe(TOKEN);
  expect(asked).toEqual([{ expirationSeconds: 3_600 }, { audiences: ['other'], expirationSeconds: 3_600 }]);
  expect(redact(`it is ${TOKEN}`)).not.toContain(TOKEN);
});

test('who may ask for none is told the right, in all namespaces: those of a run have no name before it', async () => {
  const { account } = await accountAt({ mayAsk: false });

  await expect(account.token()).rejects.toThrow(
    'missing permission: oc auth can-i create serviceaccounts --subresource=token --all-namespaces',
  );
});
