import { describe, expect, test } from 'vitest';
import type { GatewayBehaviour } from '../../../../sandbox/gateway/behaviour.ts';
import { INSTALLATIONS } from '../../../../sandbox/world.ts';
import { caller, type Sent } from './caller.ts';

const basic = (password: string): string => `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;

/** Requests without a proper bearer token, and the switch that lets them pass. */
const CREDENTIALS: [string, Partial<GatewayBehaviour>, (token: string, path: string) => Partial<Sent>][] = [
  ['a Basic password', { acceptsBasic: true }, (token) => ({ authorization: basic(token) })],
  ['a query', { acceptsTokenInQuery: true }, (token, path) => ({ path: `${path}?access_token=${token}` })],
  [
    'the last of two headers',
    { lastAuthorizationCounts: true },
    (token) => ({ authorization: `Bearer wrong, Bearer ${token}` }),
  ],
];

describe.each(INSTALLATIONS)('a gateway of %s', (installation) => {
  test.each(CREDENTIALS)('takes a token from %s only with its fault', async (_name, quirk, sent) => {
    for (const [change, status] of [
      [{}, 401],
      [quirk, 200],
    ] as const) {
      const { chat, mint, basePath } = await caller(installation, ({ gateway }) => Object.assign(gateway, change));
      const token = await mint('free');
      expect((await chat(sent(token, `${basePath}/chat/completions`))).status).toBe(status);
    }
  });

  test('verifies every scheme, but for its fault', async () => {
    const right = await caller(installation);
    expect((await right.chat({ authorization: 'bearer word' })).status).toBe(401);
    const wrong = await caller(installation, ({ gateway }) => Object.assign(gateway, { otherSchemesUnverified: true }));
    expect((await wrong.chat({ authorization: 'bearer word' })).status).not.toBe(401);
    expect((await wrong.chat({ authorization: 'Bearer another' })).status).toBe(401);
  });

  test('refuses a valid token that comes too often only with its fault', async () => {
    const wrong = await caller(installation, ({ gateway }) =>
      Object.assign(gateway, { refusesTokenAbovePerSecond: 3 }),
    );
    expect(await wrong.chats(await wrong.mint('premium'), 5)).toEqual([200, 200, 200, 401, 401]);
    expect(await wrong.chats(await wrong.mint('premium', 1), 1)).toEqual([200]);
  });

  test('leads to no internal endpoint but with its faults', async () => {
    const path = '/maas-api/internal/v1/api-keys/validate';
    const right = await caller(installation);
    const wrong = await caller(installation, ({ gateway, maasApi }) => {
      maasApi.internalEndpoints = true;
      gateway.internalPaths = { '/stats/prometheus': 'up 1' };
    });
    const ask = ({ send, openshift }: typeof right) =>
      send({ method: 'POST', path, token: openshift('free'), body: {} });
    expect([(await ask(right)).status, (await ask(wrong)).status]).toEqual([404, 200]);
    expect((await right.send({ path: '/stats/prometheus' })).status).toBe(404);
    expect(await (await wrong.send({ path: '/stats/prometheus' })).text()).toBe('up 1');
  });
});

test('the release remembers a token with its signature, but for its fault', async () => {
  const forge = (token: string): string => token.replace(/\.[^.]*$/, '.AAAA');
  for (const [cacheIgnoresSignature, status] of [
    [false, 401],
    [true, 200],
  ] as const) {
    const { chat, mint } = await caller('maas-0.0.2', ({ gateway }) =>
      Object.assign(gateway, { cacheIgnoresSignature }),
    );
    const token = await mint('free');
    expect((await chat({ token: forge(token) })).status).toBe(401);
    expect((await chat({ token })).status).toBe(200);
    expect((await chat({ token: forge(token) })).status).toBe(status);
  }
});
