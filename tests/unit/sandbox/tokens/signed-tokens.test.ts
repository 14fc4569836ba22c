import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import { ISSUER, tokenAuthority } from '../../../../sandbox/tokens/signed-tokens.ts';
import type { Person } from '../../../../sandbox/world.ts';

const ann: Person = { name: 'ann', groups: ['dev', 'system:authenticated'], openshiftToken: 'sha256~ann' };
const ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 's', namespace: 'n' } };
const SUBJECT = 'system:serviceaccount:n:s';
const LIFETIME = { lifetimeSeconds: 600 };
const LEEWAY_SECONDS = 60;

async function authority() {
  const objects = objectStore([structuredClone(ACCOUNT)]);
  return { objects, tokens: await tokenAuthority([ann], objects) };
}

test('a service account’s token is reviewed as the account, for its audience', async () => {
  const { tokens } = await authority();
  const { token, jti } = await tokens.issue({ subject: SUBJECT, audiences: ['maas'], ...LIFETIME });
  expect(await tokens.review(token, ['other', 'maas'])).toMatchObject({
    username: SUBJECT,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:n', 'system:authenticated'],
    audiences: ['maas'],
    jti,
  });
  expect(await tokens.review(token, ['other'])).toBeUndefined();
  expect(await tokens.review(token, [])).toBeUndefined();
});

test('a token goes with its account, and does not come back with one of the same name', async () => {
  const { tokens, objects } = await authority();
  const { token } = await tokens.issue({ subject: SUBJECT, audiences: [], ...LIFETIME });
  expect(await tokens.review(token, [])).toBeDefined();
  objects.remove({ kind: 'ServiceAccount', name: 's', namespace: 'n' });
  expect(await tokens.review(token, [])).toBeUndefined();
  objects.put(structuredClone(ACCOUNT));
  expect(await tokens.review(token, [])).toBeUndefined();
});

test('a token is accepted within Kubernetes’ leeway after its expiry, and not later', async () => {
  const { tokens } = await authority();
  const late = await tokens.issue({ subject: SUBJECT, audiences: [], lifetimeSeconds: -LEEWAY_SECONDS / 2 });
  const tooLate = await tokens.issue({ subject: SUBJECT, audiences: [], lifetimeSeconds: -LEEWAY_SECONDS - 1 });
  expect(await tokens.review(late.token, [])).toBeDefined();
  expect(await tokens.review(tooLate.token, [])).toBeUndefined();
});

test.each([
  ['another signature', (token: string) => `${token.slice(0, -6)}AAAAAA`],
  ['no signature', (token: string) => `${token.split('.').slice(0, 2).join('.')}.`],
  [
    'other claims',
    (token: string) => token.replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"ann"}').toString('base64url')}.`),
  ],
  ['garbage', () => 'garbage'],
  [
    'algorithm none',
    (token: string) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`,
  ],
])('a token with %s is refused', async (_title, spoil) => {
  const { tokens } = await authority();
  const { token } = await tokens.issue({ subject: SUBJECT, audiences: [], ...LIFETIME });
  expect(await tokens.review(spoil(token), [])).toBeUndefined();
});

test('a person is known by their opaque token, at the API server’s audience only', async () => {
  const { tokens } = await authority();
  expect(tokens.person('sha256~ann')).toBe(ann);
  expect(await tokens.review('sha256~ann', [])).toMatchObject({
    username: 'ann',
    groups: ann.groups,
    audiences: [ISSUER],
  });
  expect(await tokens.review('sha256~ann', ['maas'])).toBeUndefined();
});

test('a person’s signed token carries its private claims', async () => {
  const { tokens } = await authority();
  const { token } = await tokens.issue({ subject: 'ann', audiences: ['maas'], claims: { tier: 'free' }, ...LIFETIME });
  expect(await tokens.review(token, ['maas'])).toMatchObject({ username: 'ann', claims: { tier: 'free' } });
});

test('a bearer that starts with a blank is reviewed as anonymous, as Kubernetes does', async () => {
  const { tokens } = await authority();
  expect(await tokens.review(' garbage', ['maas'])).toMatchObject({
    username: 'system:anonymous',
    groups: ['system:unauthenticated'],
    audiences: ['maas'],
  });
});

test('no token for an account that does not exist', async () => {
  const { tokens } = await authority();
  await expect(tokens.issue({ subject: 'system:serviceaccount:n:gone', audiences: [], ...LIFETIME })).rejects.toThrow(
    'service account n/gone does not exist',
  );
});

test('anybody can verify a token by the published keys', async () => {
  const { tokens } = await authority();
  const { token } = await tokens.issue({ subject: SUBJECT, audiences: ['maas'], ...LIFETIME });
  const keys = JSON.stringify(await tokens.jwks());
  const server = createServer((_request, response) => response.end(keys)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    const verified = await jwtVerify(token, createRemoteJWKSet(new URL(`http://127.0.0.1:${port}`)), {
      audience: 'maas',
    });
    expect(verified.payload).toEqual(decodeJwt(token));
  } finally {
    server.close();
  }
});
