import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../../platform/cluster/direct-connection.ts';
import { Unreachable } from '../../../../platform/cluster/unreachable.ts';
import { json, localServer } from '../local-server.ts';

test('a question that is taken back is cut, or not asked at all, and the next has its turn', async () => {
  const hangs = Promise.withResolvers<void>();
  const server = await localServer((request, response) => {
    if (request.url === '/slow') hangs.resolve();
    else json(response, {});
  });
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'direct-test-')), 'config');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: server.url } }],
    users: [{ name: 'u', user: { token: 'of-somebody' } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const connection = await connect(kubeconfig);
  onTestFinished(() => connection.close());
  const gone = new AbortController();
  const cut = expect(connection.send({ path: '/slow' }, gone.signal)).rejects.toBeInstanceOf(Unreachable);
  const unasked = expect(connection.send({ path: '/later' }, gone.signal)).rejects.toThrow(/taken back/);
  const next = connection.send({ path: '/next' });
  await hangs.promise;

  gone.abort();

  expect((await next).status).toBe(200);
  await cut;
  await unasked;
  expect(server.seen).toEqual(['GET /slow', 'GET /next']);
});
