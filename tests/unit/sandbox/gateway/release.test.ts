import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { caller } from './caller.ts';

const HEALTH = '/maas-api/health';
const KEYS = '/maas-api/v1/api-keys';
const MODELS = '/maas-api/v1/models';

describe('the release’s mint', () => {
  test('answers 201 for a service account of the tier, with the audience of inference', async () => {
    const { mintWith, openshift, world } = await caller('maas-0.0.2');
    const answer = await mintWith(openshift('premium'));
    expect(answer.status).toBe(201);
    const body = (await answer.json()) as { token: string; expiresAt: number; issuedAt: number; jti: string };
    expect(body).toMatchObject({ expiration: '4h0m0s' });
    const claims = decodeJwt(body.token);
    expect(claims).toMatchObject({
      aud: ['maas-default-gateway-sa'],
      exp: body.expiresAt,
      iat: body.issuedAt,
      jti: body.jti,
    });
    expect(claims.sub).toMatch(/^system:serviceaccount:maas-default-gateway-tier-premium:premium-user-01-[0-9a-f]{8}$/);
    const [account] = world.objects.all('ServiceAccount', 'maas-default-gateway-tier-premium');
    expect(claims.sub?.endsWith(account?.metadata.name ?? 'none')).toBe(true);
  });

  test('works with a MaaS token: a fresh subject with a fresh quota (a known defect)', async () => {
    const { mint, mintWith, chats } = await caller('maas-0.0.2');
    const parent = await mint('free');
    const { token } = (await (await mintWith(parent)).json()) as { token: string };
    expect(decodeJwt(token).sub).toMatch(/:system-serviceaccount-maas-default-gateway-tier-free-f.*-[0-9a-f]{8}$/);
    await chats(parent, 6);
    expect(await chats(token, 6)).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('fails with 500 when the tiers cannot be read, or the lifetime is beyond Kubernetes’', async () => {
    const { mintWith, openshift, world, send } = await caller('maas-0.0.2');
    expect((await mintWith(openshift('free'), { expiration: 2 ** 32 + 1 })).status).toBe(500);
    world.objects.edit({ kind: 'ConfigMap', namespace: 'opendatahub', name: 'tier-to-group-mapping' }, (map) => {
      map['data'].tiers = 'tiers: [';
    });
    expect((await mintWith(openshift('free'))).status).toBe(500);
    expect((await send({ path: MODELS, token: openshift('free') })).status).toBe(500);
  });

  test('is answered AUTH_FAILURE when its policy is gone', async () => {
    const { mintWith, openshift, world } = await caller('maas-0.0.2');
    world.objects.remove({ kind: 'AuthPolicy', namespace: 'opendatahub', name: 'maas-api-auth-policy' });
    const answer = await mintWith(openshift('free'));
    expect([answer.status, await answer.json()]).toMatchObject([500, { exceptionCode: 'AUTH_FAILURE', refId: '001' }]);
  });
});

describe('the release’s management API', () => {
  test('refuses with empty bodies and tells why in headers', async () => {
    const { send } = await caller('maas-0.0.2');
    const answer = await send({ path: HEALTH });
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="openshift-identities"');
    expect(answer.headers.get('x-ext-auth-reason')).toBe('credential not found');
  });

  test('serves a bearer of blanks as system:anonymous (a known defect)', async () => {
    const { send } = await caller('maas-0.0.2');
    const blank = (method: string, path: string, body?: unknown) =>
      send({ method, path, body, authorization: 'Bearer  x' });
    expect((await blank('GET', HEALTH)).status).toBe(200);
    expect(await (await blank('GET', KEYS)).json()).toEqual([]);
    expect((await blank('POST', '/maas-api/v1/tiers/lookup', { groups: ['system:authenticated'] })).status).toBe(200);
    expect((await blank('POST', '/maas-api/v1/tokens')).status).toBe(500);
    expect((await blank('GET', MODELS)).status).toBe(500);
    expect((await blank('DELETE', '/maas-api/v1/tokens')).status).toBe(500);
  });

  test('keeps API keys, shows them to anyone by id (a known defect), and never the key itself', async () => {
    const { send, openshift } = await caller('maas-0.0.2');
    const [ann, bob] = [openshift('free'), openshift('free', 1)];
    const create = (body: unknown) => send({ method: 'POST', path: KEYS, token: ann, body });
    expect([(await create({})).status, (await create({ name: '  ' })).status]).toEqual([400, 500]);
    const made = (await (await create({ name: 'ci', description: 'for tests' })).json()) as {
      token: string;
      jti: string;
    };
    expect(made).toMatchObject({ name: 'ci', description: 'for tests', expiration: '720h0m0s' });
    const listed = await (await send({ path: KEYS, token: ann })).text();
    expect(listed).not.toContain(made.token);
    expect(JSON.parse(listed)).toMatchObject([{ id: made.jti, name: 'ci', status: 'active' }]);
    expect(await (await send({ path: KEYS, token: bob })).json()).toEqual([]);
    expect((await send({ path: `${KEYS}/${made.jti}`, token: bob })).status).toBe(200);
    expect((await send({ method: 'DELETE', path: `${KEYS}/${made.jti}`, token: ann })).status).toBe(404);
    await send({ method: 'DELETE', path: '/maas-api/v1/tokens', token: ann });
    expect(await (await send({ path: KEYS, token: ann })).json()).toMatchObject([{ status: 'expired' }]);
  });

  test('has its release’s odd answers for paths and methods', async () => {
    const { send, openshift } = await caller('maas-0.0.2');
    const token = openshift('free');
    const slash = await send({ method: 'POST', path: '/maas-api/v1/tokens/', token });
    expect([slash.status, slash.headers.get('location')]).toEqual([307, '/v1/tokens']);
    const wrong = await send({ method: 'PUT', path: '/maas-api/v1/tokens', token });
    expect([wrong.status, await wrong.text()]).toEqual([404, '404 page not found']);
    expect((await send({ method: 'HEAD', path: HEALTH, token })).status).toBe(404);
    expect((await send({ method: 'OPTIONS', path: HEALTH, token })).status).toBe(204);
    expect((await send({ method: 'OPTIONS', path: HEALTH })).status).toBe(401);
    expect((await send({ path: '/nothing', token })).status).toBe(404);
  });

  test.each<[unknown, number]>([
    [{ groups: ['tier-premium-users', 'system:authenticated'] }, 200],
    [{ groups: ['strangers'] }, 404],
    [{ groups: [] }, 400],
    ['nonsense', 400],
  ])('looks up the tier of %j: %i', async (body, status) => {
    const { send, openshift } = await caller('maas-0.0.2');
    const answer = await send({ method: 'POST', path: '/maas-api/v1/tiers/lookup', token: openshift('free'), body });
    expect(answer.status).toBe(status);
  });
});

describe('the release’s catalogue', () => {
  test('shows each tier what it may use, and the literal tiers annotation', async () => {
    const { send, openshift } = await caller('maas-0.0.2');
    const urls = async (tier: 'free' | 'premium' | 'enterprise') => {
      const { data } = (await (await send({ path: MODELS, token: openshift(tier) })).json()) as {
        data: { url: string }[];
      };
      return data.map(({ url }) => new URL(url).pathname).sort();
    };
    const open = '/llm/facebook-opt-125m-simulated';
    expect(await urls('free')).toEqual([open]);
    expect(await urls('premium')).toEqual([open, '/llm/premium-simulated-simulated-premium']);
    expect(await urls('enterprise')).toEqual([open]);
  });

  test('spends a request for each model, and is null when the quota is spent (a known defect)', async () => {
    const { send, mint, chats } = await caller('maas-0.0.2');
    const token = await mint('free');
    const list = async () => (await (await send({ path: MODELS, token })).json()) as { data: unknown };
    expect(await list()).toMatchObject({ data: [{ id: 'facebook/opt-125m' }] });
    expect(await chats(token, 5)).toEqual([200, 200, 200, 200, 429]);
    expect(await list()).toEqual({ object: 'list', data: null });
  });
});

describe('the release’s inference', () => {
  test('needs a token for its audience, from a tier that may use the model', async () => {
    const { chat, send, openshift, mint } = await caller('maas-0.0.2');
    expect((await chat({ token: openshift('free') })).status).toBe(401);
    const premium = '/llm/premium-simulated-simulated-premium/v1/models';
    expect((await send({ path: premium, token: await mint('premium') })).status).toBe(200);
    const denied = await send({ path: premium, token: await mint('enterprise') });
    expect([denied.status, await denied.text()]).toEqual([403, '']);
    expect((await send({ path: '/llm/unknown/v1/models', token: await mint('premium') })).status).toBe(403);
  });

  test('refuses a service account of another namespace with 403, and its tokens may mint', async () => {
    const { chat, mintWith, world } = await caller('maas-0.0.2');
    world.objects.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'builder', namespace: 'llm' } });
    const { token } = await world.tokens.issue({
      subject: 'system:serviceaccount:llm:builder',
      audiences: ['maas-default-gateway-sa'],
      lifetimeSeconds: 60,
    });
    expect((await chat({ token })).status).toBe(403);
    expect((await mintWith(token)).status).toBe(201);
  });

  test('counts two tokens of a person as one, and another person apart', async () => {
    const { mint, chats } = await caller('maas-0.0.2');
    const [first, second, other] = [await mint('free'), await mint('free'), await mint('free', 1)];
    await chats(first, 4);
    expect(await chats(second, 2)).toEqual([200, 429]);
    expect(await chats(other, 1)).toEqual([200]);
  });

  test('counts tokens, and admits until they are spent', async () => {
    const { chat, mint, model } = await caller('maas-0.0.2');
    const token = await mint('free');
    const content = Array.from({ length: 60 }, () => 'word').join(' ');
    const body = { model, max_tokens: 1, messages: [{ role: 'user', content }] };
    const statuses: number[] = [];
    for (let sent = 0; sent < 3; sent += 1) {
      const answer = await chat({ token, body });
      await answer.text();
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('leaves large bodies to the model: the simulator reads 3.9 MiB, and closes the connection on 4.1 MiB', async () => {
    const { chat, mint } = await caller('maas-0.0.2');
    const token = await mint('free');
    expect((await chat({ token, body: ' '.repeat(3.9 * 2 ** 20) })).status).toBe(400);
    expect((await chat({ token, body: ' '.repeat(4.1 * 2 ** 20) })).status).toBe(503);
    expect((await chat({ token })).status).toBe(200);
  });

  test('remembers an accepted token for a while, by its header in lower case', async () => {
    const { chat, mint, mintWith, openshift, send } = await caller('maas-0.0.2');
    const token = await mint('premium');
    expect((await chat({ authorization: `bearer ${token}` })).status).toBe(401);
    expect((await chat({ token })).status).toBe(200);
    expect((await chat({ authorization: `bearer ${token}` })).status).toBe(200);
    const unused = await mint('premium');
    expect((await send({ method: 'DELETE', path: '/maas-api/v1/tokens', token: openshift('premium') })).status).toBe(
      204,
    );
    expect((await chat({ token })).status).toBe(200);
    expect((await chat({ token: unused })).status).toBe(401);
    expect((await mintWith(openshift('premium'))).status).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect((await chat({ token })).status).toBe(401);
  });

  test('is open and unlimited without its policy', async () => {
    const { chats, chat, world } = await caller('maas-0.0.2');
    world.objects.remove({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' });
    expect((await chat()).status).toBe(200);
    expect(new Set(await chats('', 12))).toEqual(new Set([200]));
  });

  test('answers 429 as Kuadrant’s shim does', async () => {
    const { chat, chats, mint } = await caller('maas-0.0.2');
    const token = await mint('free');
    await chats(token, 5);
    const answer = await chat({ token });
    expect([answer.status, await answer.text()]).toEqual([429, 'Too Many Requests\n']);
  });
});
