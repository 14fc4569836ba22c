import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { caller, modelLog } from './caller.ts';

describe('the guide’s management API', () => {
  test('mints a JWT of the person’s tier: 200 with token, tier and expiresAt', async () => {
    const { mintWith, openshift, send } = await caller('guide');
    for (const tier of ['free', 'premium', 'enterprise'] as const) {
      const answer = await mintWith(openshift(tier));
      expect(answer.status).toBe(200);
      const body: unknown = await answer.json();
      expect(body).toMatchObject({ token: expect.any(String), tier, expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    }
    const own = await send({ path: '/maas-api/tokens', token: openshift('free') });
    expect(await own.json()).toEqual({
      tokens: [{ id: expect.any(String), tier: 'free', issuedAt: expect.any(String), expiresAt: expect.any(String) }],
    });
  });

  test('takes the OpenShift token from X-Forwarded-Access-Token, too', async () => {
    const { send, openshift } = await caller('guide');
    const headers = { 'x-forwarded-access-token': openshift('free') };
    expect((await send({ method: 'POST', path: '/maas-api/token', headers })).status).toBe(200);
  });

  test('does not mint without a token, with blanks, or with a MaaS token', async () => {
    const { send, mint, mintWith } = await caller('guide');
    expect((await send({ method: 'POST', path: '/maas-api/token' })).status).toBe(401);
    expect((await send({ method: 'POST', path: '/maas-api/token', authorization: 'Bearer  x' })).status).toBe(401);
    expect((await mintWith(await mint('free'))).status).toBe(401);
  });

  test('has a lifetime for those who ask, short with short clocks', async () => {
    const { mintWith, openshift } = await caller('guide');
    const { expiresAt } = (await (await mintWith(openshift('free'), { expiration: '10m' })).json()) as {
      expiresAt: string;
    };
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(3_000);
    expect((await mintWith(openshift('free'), { expiration: '1m' })).status).toBe(400);
  });

  test('lists the models without spending the quota', async () => {
    const { send, mint, chats } = await caller('guide');
    const token = await mint('free');
    for (let listed = 0; listed < 12; listed += 1) {
      expect(await (await send({ path: '/v1/models', token })).json()).toMatchObject({
        object: 'list',
        data: [{ id: 'facebook-opt-125m-simulated' }],
      });
    }
    expect(await (await send({ path: '/v1/models', token: await mint('premium') })).json()).toMatchObject({
      data: [{ id: 'facebook-opt-125m' }, { id: 'facebook-opt-125m-simulated' }],
    });
    expect(await chats(token, 11)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    expect((await send({ path: '/v1/models' })).status).toBe(401);
  });
});

describe('the guide’s inference', () => {
  test('routes by the body’s model, and answers 404 for another', async () => {
    const { chat, mint } = await caller('guide');
    const token = await mint('premium');
    const ask = (model: string) => chat({ token, body: { model, messages: [{ role: 'user', content: 'echo me' }] } });
    expect(await (await ask('facebook-opt-125m')).json()).toMatchObject({ model: 'facebook-opt-125m' });
    expect(await (await ask('facebook-opt-125m-simulated')).json()).toMatchObject({
      model: 'facebook-opt-125m-simulated',
    });
    expect((await chat({ token: await mint('free'), body: { model: 'facebook-opt-125m' } })).status).toBe(403);
  });

  test('answers a body that names no served model with an error object, and one that is no JSON as the model does', async () => {
    const { chat, mint } = await caller('guide');
    const token = await mint('free');
    const unknown = await chat({ token, body: { model: 'nobody', messages: [{ role: 'user', content: 'hi' }] } });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { message: expect.any(String), type: expect.any(String) } });

    // A body that is no JSON names no model: the rule without a condition leads to the simulator, which answers with text.
    for (const body of ['{"model":', '{"model": "facebook-opt-125m", "messages": [']) {
      const answer = await chat({ token, body });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    }
  });

  test('refuses with 401 and an error object, and forwards nothing', async () => {
    const { chat, world, openshift } = await caller('guide');
    for (const token of [undefined, 'a.b.c', openshift('free')]) {
      const answer = await chat({ token, headers: { 'x-request-id': 'refused-1' } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
    }
    expect(modelLog(world)).not.toContain('refused-1');
  });

  test('is open without any authorization policy', async () => {
    const { chat, world } = await caller('guide');
    for (const { metadata, kind } of world.objects.all('AuthorizationPolicy'))
      world.objects.remove({ kind, ...metadata });
    expect((await chat()).status).toBe(200);
  });

  test('writes the request id into the model’s log, and a line into the gateway’s', async () => {
    const { chat, mint, world } = await caller('guide');
    await chat({ token: await mint('free'), headers: { 'x-request-id': 'seen-1' } });
    expect(modelLog(world)).toContain('seen-1');
    const pod = world.objects
      .all('Pod', 'maas')
      .find(({ metadata }) => metadata.name.startsWith('maas-default-gateway'));
    const lines = world.logs.read({ namespace: 'maas', pod: pod?.metadata.name ?? '', container: 'istio-proxy' });
    expect(lines.at(-1)).toMatch(/POST \/v1\/chat\/completions HTTP\/1\.1" 200 seen-1$/);
  });
});

test('a chained mint, where a fault allows it, has a subject and a quota of its own', async () => {
  const { mint, mintWith, chats } = await caller('guide', (behaviour) => {
    behaviour.maasApi.chainedMint = true;
  });
  const parent = await mint('free');
  const { token } = (await (await mintWith(parent)).json()) as { token: string };
  expect(decodeJwt(token).sub).not.toBe(decodeJwt(parent).sub);
  await chats(parent, 11);
  expect(await chats(token, 1)).toEqual([200]);
});
