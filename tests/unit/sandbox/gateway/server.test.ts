import { connect as tcp } from 'node:net';
import { connect } from 'node:tls';
import { Agent, fetch } from 'undici';
import { expect, test } from 'vitest';
import type { GatewayBehaviour } from '../../../../sandbox/gateway/behaviour.ts';
import { startGateway } from '../../../../sandbox/gateway/server.ts';
import type { World } from '../../../../sandbox/world.ts';
import { worldOf } from './test-world.ts';

interface Served {
  url: string;
  port: number;
  world: World;
  agent: Agent;
  token: string;
}

async function serving<T>(use: (served: Served) => Promise<T>, quirk: Partial<GatewayBehaviour> = {}): Promise<T> {
  const world = await worldOf('guide');
  Object.assign(world.behaviour.gateway, quirk);
  const { url, close } = await startGateway(world, { port: 0 });
  const agent = new Agent({ connect: { ca: world.certificates.ca } });
  const person = world.people.find(({ tier }) => tier === 'free');
  const { token } = await world.tokens.issue({
    subject: person?.name ?? '',
    audiences: ['maas-default-gateway-sa'],
    lifetimeSeconds: 60,
    claims: { tier: 'free' },
  });
  try {
    return await use({ url, port: Number(new URL(url).port), world, agent, token });
  } finally {
    await agent.destroy();
    await close();
  }
}

const chat = { model: 'facebook-opt-125m-simulated', messages: [{ role: 'user', content: 'hi' }] };

/** What verification says of the certificate that is served. */
function verification(port: number, ca: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, rejectUnauthorized: true });
    socket.once('secureConnect', () => resolve(`${socket.getProtocol()} ${socket.alpnProtocol || 'no ALPN'}`));
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  }).then((seen) => String(seen));
}

test('is verified by the sandbox’s CA, and speaks TLS 1.2 or later', async () => {
  await serving(async ({ port, world }) => {
    expect(await verification(port, world.certificates.ca)).toMatch(/^TLSv1\.[23]/);
  });
});

test.each<[GatewayBehaviour['certificate'], string]>([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['other-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['unknown-issuer', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])('serves a certificate that is %s, the same as in its Secret', async (certificate, code) => {
  await serving(
    async ({ port, world }) => {
      expect(await verification(port, world.certificates.ca)).toBe(code);
      const secrets = world.objects.all('Secret').map((secret) => secret['data']?.['tls.crt']);
      expect(secrets).toContain(Buffer.from(world.certificates.gateway.cert).toString('base64'));
    },
    { certificate },
  );
});

test('takes a body of 3.9 MiB, and refuses one of 4.1 MiB and goes on', async () => {
  await serving(async ({ url, agent, token }) => {
    const post = async (body: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body, dispatcher: agent })).status;
    };
    expect(await post(' '.repeat(3.9 * 2 ** 20))).toBe(400);
    expect(await post(' '.repeat(4.1 * 2 ** 20))).toBe(413);
    expect(await post(JSON.stringify(chat))).toBe(200);
  });
});

test('refuses headers beyond its bound with 431', async () => {
  await serving(async ({ url, agent }) => {
    const headers = { 'x-large': 'x'.repeat(62_000) };
    expect((await fetch(`${url}/v1/models`, { headers, dispatcher: agent })).status).toBe(431);
  });
});

test('a stream arrives token by token, and the connection is used again', async () => {
  await serving(async ({ url, agent, token }) => {
    const ask = () =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ ...chat, stream: true }),
        dispatcher: agent,
      });
    const times: number[] = [];
    const stream = await ask();
    for await (const _chunk of stream.body ?? []) times.push(performance.now());
    expect(times.length).toBeGreaterThan(3);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(15);
    expect(await (await ask()).text()).toMatch(/data: \[DONE\]\n\n$/);
  });
});

test('cuts the connection where the fault says so', async () => {
  await serving(
    async ({ url, agent, token }) => {
      const post = () =>
        fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify({ ...chat, max_tokens: 1 }),
          dispatcher: agent,
        });
      for (let sent = 0; sent < 10; sent += 1) expect((await post()).status).toBe(200);
      await expect(post()).rejects.toThrow();
    },
    { limitedCutsConnection: true },
  );
});

test('closes at once, with a request hanging and a socket half open', async () => {
  const started = await serving(
    async ({ url, port, agent, token }) => {
      const headers = { authorization: `Bearer ${token}` };
      const hanging = fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(chat),
        dispatcher: agent,
      });
      hanging.catch(() => undefined);
      await new Promise((resolve) => tcp(port, '127.0.0.1', () => resolve(undefined)));
      return performance.now();
    },
    { hangsOnInference: true },
  );
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('does not listen when it is down', async () => {
  await serving(
    async ({ url, agent }) => {
      await expect(fetch(url, { dispatcher: agent })).rejects.toThrow();
    },
    { down: true },
  );
});
