import { mkdtempSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { liveCluster } from '../../../../platform/cluster/live.ts';
import { requestToken } from '../../../../platform/cluster/token-request.ts';
import { redact } from '../../../../platform/redact.ts';
import { json, localServer } from '../local-server.ts';

async function clusterThat(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = await localServer(answer);
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'token-request-test-')), 'kubeconfig');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: server.url } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const cluster = liveCluster({ kubeconfig });
  onTestFinished(() => cluster.close());
  return { server, cluster };
}

const wanted = { namespace: 'ours', name: 'caller', lifetimeMs: 600_000 };

test('a token is asked for with its lifetime in seconds, and is a secret from then on', async () => {
  const bodies: string[] = [];
  const { server, cluster } = await clusterThat((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
    request.on('end', () => {
      json(response, { status: { token: 'a-token-of-ours', expirationTimestamp: '2026-11-28T12:00:00Z' } }, 201);
    });
  });

  const { token, expiresAt } = await requestToken(cluster, wanted);

  expect(token).toBe('a-token-of-ours');
  expect(expiresAt.toISOString()).toBe('2026-11-28T12:00:00.000Z');
  expect(redact(token)).toBe('[redacted]');
  expect(server.seen).toEqual(['POST /api/v1/namespaces/ours/serviceaccounts/caller/token']);
  expect(JSON.parse(bodies.join(''))).toMatchObject({ kind: 'TokenRequest', spec: { expirationSeconds: 600 } });
});

test.each([
  [403, 'missing permission: oc auth can-i create serviceaccounts --subresource=token -n ours'],
  [422, 'a token of service account ours/caller was not given'],
])('a refusal with %i is inconclusive', async (status, text) => {
  const { cluster } = await clusterThat((_request, response) => {
    json(response, { kind: 'Status', reason: 'Whatever', message: 'no', code: status }, status);
  });

  await expect(requestToken(cluster, wanted)).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining(text),
  });
});
