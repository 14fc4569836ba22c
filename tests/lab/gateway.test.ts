import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelLog } from '../unit/sandbox/gateway/caller.ts';
import { availableEnvoy } from './envoy-program.ts';
import { type LabCaller, labCaller } from './gateway-caller.ts';

const envoy = await availableEnvoy();
const WORDS = Array.from({ length: 60 }, () => 'word').join(' ');
/** More than a limiter is told an answer's tokens after its end. */
const REPORTED_WITHIN_MS = 5_000;

describe.skipIf(envoy === undefined).each(['guide', 'maas-0.0.2'] as const)('Envoy in %s', (installation) => {
  let caller: LabCaller;
  beforeAll(async () => {
    caller = await labCaller(installation, { envoy: envoy ?? '' });
  });
  afterAll(async () => caller?.close());

  const statuses = async (token: string, count: number, http2 = false): Promise<number[]> => {
    const seen: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      const answer = await caller.send(caller.chatPath, { token, body: caller.chat, http2 });
      await answer.text();
      seen.push(answer.status);
    }
    return seen;
  };

  test.each([false, true])('refuses without a valid token for its audience (HTTP/2: %s)', async (http2) => {
    for (const token of [undefined, 'a.b.c', caller.person('free')]) {
      const headers = { 'x-request-id': `refused-${http2}` };
      const answer = await caller.send(caller.chatPath, { token, body: caller.chat, headers, http2 });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="/);
      if (installation === 'guide')
        expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
      else expect([await answer.text(), answer.headers.get('x-ext-auth-reason')]).toEqual(['', expect.any(String)]);
    }
    expect(modelLog(caller.world)).not.toContain('refused-');
    expect((await caller.send('/maas-api/health')).status).toBe(401);
  });

  test.each([false, true])('admits as many requests as the limit says, and no more (HTTP/2: %s)', async (http2) => {
    const { freeRequests } = caller;
    const expected = [...Array.from({ length: freeRequests }, () => 200), 429];
    const token = await caller.mint('free');

    expect(await statuses(token, freeRequests + 1, http2)).toEqual(expected);
    const refusal = await caller.send(caller.chatPath, { token, body: caller.chat, http2 });
    expect([refusal.status, await refusal.text()]).toEqual([429, 'Too Many Requests\n']);
    expect(refusal.headers.get('x-envoy-ratelimited')).toBe('true');
    expect(await statuses(await caller.mint('free'), 1)).toEqual([200]);
  });

  test('admits exactly the limit of many requests at once', async () => {
    const token = await caller.mint('free');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => caller.send(caller.chatPath, { token, body: caller.chat })),
    );
    const seen = await Promise.all(
      answers.map(async (answer) => ({ status: answer.status, text: await answer.text() })),
    );
    expect(seen.filter(({ status }) => status === 200)).toHaveLength(caller.freeRequests);
    expect(seen.filter(({ status }) => status === 429)).toHaveLength(20 - caller.freeRequests);
  });

  test('answers a chat, and has nothing for paths without a route', async () => {
    const token = await caller.mint('free');
    const answer = await caller.send(caller.chatPath, { token, body: caller.chat });
    expect(await answer.json()).toMatchObject({ object: 'chat.completion', model: caller.chat.model });
    for (const path of ['/', '/nothing', '/v2/models']) {
      const unknown = await caller.send(path);
      expect([unknown.status, await unknown.text()]).toEqual([404, '']);
    }
  });

  test('names the caller to maas-api over whatever headers they sent', async () => {
    const headers = { 'x-maas-username': 'kube:admin', 'x-maas-group': '["system:masters"]' };
    const path = installation === 'guide' ? '/maas-api/token' : '/maas-api/v1/tokens';
    const answer = await caller.send(path, { method: 'POST', token: caller.person('premium'), headers, body: {} });
    const { token } = (await answer.json()) as { token: string };
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toMatch(/"sub":"[^"]*premium-user-/);
  });

  test('keeps the client’s request id to the model’s log, and writes and counts what it answered', async () => {
    const headers = { 'x-request-id': 'f58a8c4e-5d2f-4b53-9d0c-3f6f2cf0a111' };
    await (await caller.send(caller.chatPath, { token: await caller.mint('free'), headers, body: caller.chat })).text();
    expect(modelLog(caller.world)).toContain(headers['x-request-id']);
    const job = installation === 'guide' ? 'maas-default-gateway' : 'istio-gateway';
    await expect
      .poll(() => caller.world.registries.get(job)?.metrics())
      .toMatch(/istio_requests_total\{[^}]*response_code="200",destination_service_name="facebook-opt-125m-simulated"/);
    const gatewayLog = (): string =>
      caller.world.objects
        .all('Pod')
        .filter(({ metadata }) => metadata.name.startsWith('maas-default-gateway'))
        .flatMap(({ metadata: { name, namespace = '' }, spec }) =>
          caller.world.logs.read({ namespace, pod: name, container: spec.containers[0].name }),
        )
        .join('\n');
    await expect.poll(gatewayLog).toContain(`HTTP/1.1" 200 ${headers['x-request-id']}`);
  });

  if (installation === 'guide') {
    test('routes by the model that a body names, not by a header of the caller', async () => {
      const token = await caller.mint('premium');
      const ask = async (model: string, headers: Record<string, string> = {}) =>
        (await caller.send(caller.chatPath, { token, headers, body: { ...caller.chat, model } })).json();
      expect(await ask('facebook-opt-125m')).toMatchObject({ model: 'facebook-opt-125m' });
      const other = { 'x-gateway-model-name': 'facebook-opt-125m' };
      expect(await ask('facebook-opt-125m-simulated', other)).toMatchObject({ model: 'facebook-opt-125m-simulated' });
      expect(await ask('nobody')).toMatchObject({ error: { message: expect.any(String) } });
      expect(await ask('bad\r\nname')).toMatchObject({ error: { message: expect.any(String) } });
      const denied = { token: await caller.mint('free'), body: { ...caller.chat, model: 'facebook-opt-125m' } };
      expect((await caller.send(caller.chatPath, denied)).status).toBe(403);
    });
  } else {
    test.each([false, true])('counts tokens (of a stream: %s)', async (stream) => {
      const token = await caller.mint('free');
      const messages = [{ role: 'user', content: WORDS }];
      const options = stream ? { stream, stream_options: { include_usage: true } } : {};
      const ask = async (): Promise<number> => {
        const answer = await caller.send(caller.chatPath, { token, body: { ...caller.chat, messages, ...options } });
        await answer.text();
        return answer.status;
      };
      const hits = async (): Promise<number> => {
        const metric = await caller.world.registries.get('limitador')?.getSingleMetric('authorized_hits')?.get();
        return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
      };
      // The limit is 100; the limiter learns what an answer used after its client has it.
      for (const expected of [200, 200, 429]) {
        const before = await hits();
        expect(await ask()).toBe(expected);
        if (expected === 200) await expect.poll(hits, { timeout: REPORTED_WITHIN_MS }).toBeGreaterThan(before + 60);
      }
    });

    test('lists models by requests of its own through the gateway, which count', async () => {
      const token = await caller.mint('free');
      const listed = await caller.send('/maas-api/v1/models', { token });
      expect(await listed.json()).toMatchObject({ data: [{ id: 'facebook/opt-125m' }] });
      expect(await statuses(token, 5)).toEqual([200, 200, 200, 200, 429]);
    });
  }
});
