import { decodeJwt, decodeProtectedHeader, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { GatewayBehaviour } from '../../../../sandbox/gateway/behaviour.ts';
import { INSTALLATIONS } from '../../../../sandbox/world.ts';
import { caller, modelLog } from './caller.ts';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const ID = 'denied-1';

/** Ways in which a genuine token is made wrong, and the switch that accepts it all the same. */
const FORGERIES: [string, Partial<GatewayBehaviour>, (token: string) => string][] = [
  ['a word', { acceptsAnyToken: true }, () => 'not-a-token'],
  [
    'a changed payload',
    { ignoresSignature: true },
    (token) => {
      const [header, , signature] = token.split('.');
      return [header, encoded({ ...decodeJwt(token), jti: 'x' }), signature].join('.');
    },
  ],
  ['alg none', { acceptsAlgNone: true }, (token) => new UnsecuredJWT(decodeJwt(token)).encode()],
  [
    'alg NONE with a signature',
    { acceptsAlgNone: true },
    (token) => {
      const [, payload, signature] = token.split('.');
      return [encoded({ ...decodeProtectedHeader(token), alg: 'NONE' }), payload, signature].join('.');
    },
  ],
  ['characters after the signature', { ignoresTrailingCharacters: true }, (token) => `${token}x`],
];

describe.each(INSTALLATIONS)('a gateway of %s that is wrong', (installation) => {
  test.each(FORGERIES)('accepts %s', async (_name, quirk, forge) => {
    const right = await caller(installation);
    expect((await right.chat({ token: forge(await right.mint('free')) })).status).toBe(401);
    const wrong = await caller(installation, ({ gateway }) => Object.assign(gateway, quirk));
    expect((await wrong.chat({ token: forge(await wrong.mint('free')) })).status).toBe(200);
  });

  test('accepts an expired token', async () => {
    const quirks: Partial<GatewayBehaviour>[] = [{}, { ignoresExpiry: true }];
    const statuses = quirks.map(async (quirk) => {
      const { chat, world, mint } = await caller(installation, ({ gateway }) => Object.assign(gateway, quirk));
      const { sub = '' } = decodeJwt(await mint('free'));
      const { token } = await world.tokens.issue({
        subject: sub,
        audiences: ['maas-default-gateway-sa'],
        lifetimeSeconds: -10,
        claims: { tier: 'free' },
      });
      return (await chat({ token })).status;
    });
    expect(await Promise.all(statuses)).toEqual([401, 200]);
  });

  test('accepts a token for another audience', async () => {
    const { chat, openshift } = await caller(installation, ({ gateway }) => {
      gateway.ignoresAudience = true;
    });
    expect((await chat({ token: openshift('free') })).status).toBe(200);
  });

  test('believes identity headers', async () => {
    const headers = { 'x-maas-username': 'kube:admin', 'x-maas-group': '["x"]', 'x-maas-tier': 'enterprise' };
    const right = await caller(installation);
    expect((await right.chat({ headers })).status).toBe(401);
    const wrong = await caller(installation, ({ gateway }) => {
      gateway.trustsIdentityHeaders = true;
    });
    expect((await wrong.chat({ headers })).status).toBe(200);
  });

  test('lets a mint believe identity headers', async () => {
    const highest = ['enterprise-users', 'tier-enterprise-users'];
    const headers = { 'x-maas-username': 'kube:admin', 'x-maas-group': JSON.stringify(highest) };
    const subjects = await Promise.all(
      [false, true].map(async (trusts) => {
        const { mintWith, openshift } = await caller(installation, ({ maasApi }) => {
          maasApi.trustsIdentityHeaders = trusts;
        });
        const { token } = (await (await mintWith(openshift('free'), undefined, headers)).json()) as { token: string };
        const { sub = '', tier } = decodeJwt(token);
        return `${sub} ${tier ?? ''}`;
      }),
    );
    expect(subjects[0]).toMatch(/free/);
    expect(subjects[1]).toMatch(/enterprise/);
  });

  test('denies and forwards nevertheless, or with another status', async () => {
    const { chat, world } = await caller(installation, ({ gateway }) => {
      gateway.deniedButForwarded = true;
    });
    expect((await chat({ headers: { 'x-request-id': ID } })).status).toBe(401);
    expect(modelLog(world)).toContain(ID);
    const other = await caller(installation, ({ gateway }) => {
      gateway.denialStatus = 403;
    });
    expect((await other.chat()).status).toBe(403);
  });

  test('limits and forwards nevertheless, or in another shape', async () => {
    const { chat, chats, mint, world } = await caller(installation, ({ gateway }) => {
      Object.assign(gateway, { limitedButForwarded: true, limitedStatus: 503, limitedBody: 'later' });
    });
    const token = await mint('free');
    await chats(token, 10);
    const limited = await chat({ token, headers: { 'x-request-id': ID } });
    expect([limited.status, await limited.text()]).toEqual([503, 'later']);
    expect(modelLog(world)).toContain(ID);
  });

  test('is open: inference, or management', async () => {
    const inference = await caller(installation, ({ gateway }) => {
      gateway.inferenceOpen = true;
    });
    expect((await inference.chat()).status).toBe(200);
    const management = await caller(installation, ({ gateway }) => {
      gateway.managementOpen = true;
    });
    const health = await management.send({ path: '/maas-api/health' });
    expect([health.status, (await management.chat()).status]).toEqual([200, 401]);
  });

  test('answers everything with one status, or unknown paths with another', async () => {
    const { send, chat } = await caller(installation, ({ gateway }) => {
      gateway.answersAllWith = 503;
    });
    expect([(await send({ path: '/' })).status, (await chat()).status]).toEqual([503, 503]);
    const unknown = await caller(installation, ({ gateway }) => {
      gateway.unknownPathStatus = 500;
    });
    expect((await unknown.send({ path: '/no-such-path' })).status).toBe(500);
  });

  test('errs, or refuses valid tokens, under load only', async () => {
    const outcomes = async (quirk: Partial<GatewayBehaviour>) => {
      const { chat, mint } = await caller(installation, ({ gateway }) => Object.assign(gateway, quirk));
      const token = await mint('enterprise');
      const alone = (await chat({ token })).status;
      const together = await Promise.all(Array.from({ length: 40 }, async () => (await chat({ token })).status));
      return { alone, together: new Set(together) };
    };
    expect(await outcomes({})).toEqual({ alone: 200, together: new Set([200]) });
    expect(await outcomes({ errorsAbove: 20 })).toMatchObject({
      alone: 200,
      together: expect.objectContaining(new Set([500])),
    });
    expect((await outcomes({ refusesValidTokensUnderLoad: true })).together).toContain(401);
  });

  test.each<[GatewayBehaviour['leaks'], RegExp]>([
    ['stack-trace', /goroutine 1 \[/],
    ['token', /some-secret-token/],
    ['internal-address', /10\.128\./],
  ])('leaks a %s in error bodies', async (leaks, seen) => {
    const token = 'some-secret-token';
    const right = await caller(installation);
    expect(await (await right.chat({ token })).text()).not.toMatch(seen);
    const wrong = await caller(installation, ({ gateway }) => {
      gateway.leaks = leaks;
    });
    expect(await (await wrong.chat({ token })).text()).toMatch(seen);
  });
});
