import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsecuredJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { gatewayClient } from '../../../../platform/gateway/client.ts';
import { endMinted } from '../../../../platform/identities/end-minted.ts';
import { mintedIn, noting } from '../../../../platform/identities/minted.ts';
import { json, localServer } from '../local-server.ts';

const ANN = { name: 'ann', openshiftToken: 'openshift-token-of-ann' };
const SUBJECT = 'system:serviceaccount:maas-default-gateway-tier-free:ann-1234';

/** A maas-api that mints, lists `keys` and revokes with a status; and what a run knows after one mint of ann's. */
async function afterOneMint({ keys = [], revoke = 204 }: { keys?: object[]; revoke?: number } = {}, layout = maas002) {
  const token = new UnsecuredJWT({ jti: 'a' }).setSubject(SUBJECT).setExpirationTime('1h').encode();
  const server = await localServer((request, response) => {
    if (request.method === 'POST') json(response, { token, jti: 'a' }, 201);
    else if (request.method === 'GET') json(response, keys);
    else response.writeHead(revoke).end();
  });
  const plain = gatewayClient({ url: new URL(server.url), foundBy: 'test' }, { insecureSkipTlsVerify: false });
  onTestFinished(() => plain.close());
  const privateFolder = mkdtempSync(join(tmpdir(), 'end-minted-test-'));
  const callerOf = (bearer: string) => (bearer === ANN.openshiftToken ? ANN.name : undefined);
  const gateway = noting(plain, { privateFolder, layout, callerOf, accounts: async () => undefined });
  const authorization = `Bearer ${ANN.openshiftToken}`;
  await gateway.request({ method: 'POST', path: layout.api.mint.path, authorization });
  const end = () =>
    endMinted({
      minted: mintedIn(privateFolder),
      callers: [ANN],
      ownUsernames: [],
      layout,
      gateway: async () => plain,
    });
  return { server, privateFolder, end };
}

test('what was minted is written down without the caller’s token, and revoked at the end', async () => {
  const { server, privateFolder, end } = await afterOneMint();

  expect(mintedIn(privateFolder).minters).toEqual([
    { caller: 'ann', pending: 0, issued: [{ subject: SUBJECT, count: 1, until: expect.any(Number), ids: ['a'] }] },
  ]);
  expect(await end()).toEqual([]);
  expect(server.seen.at(-1)).toBe('DELETE /maas-api/v1/tokens');
});

test('a revocation that fails is told, with the time until which the token lives', async () => {
  const { end } = await afterOneMint({ revoke: 500 });

  expect(await end()).toEqual([
    expect.stringMatching(/^1 MaaS token of ann, valid until 20.*: DELETE \/maas-api\/v1\/tokens answered 500$/),
  ]);
});

test('a caller with API keys of its own is spared; one that the run made is no reason', async () => {
  const active = (id: string) => ({ id, status: 'active' });
  const foreign = await afterOneMint({ keys: [active('b'), active('a')] });
  const ours = await afterOneMint({ keys: [active('a'), { id: 'c', status: 'expired' }] });

  expect(await foreign.end()).toEqual([expect.stringContaining('would also end an API key that the run did not make')]);
  expect(foreign.server.seen.filter((line) => line.startsWith('DELETE'))).toEqual([]);
  expect(await ours.end()).toEqual([]);
});

test('a layout without a revocation says so', async () => {
  const { end } = await afterOneMint({}, guide);

  expect(await end()).toEqual([expect.stringContaining('the layout guide names no way to revoke a token')]);
});
