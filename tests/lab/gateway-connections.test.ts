import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { availableEnvoy } from './envoy-program.ts';
import { type LabCaller, labCaller, pieces, type Sent } from './gateway-caller.ts';

const envoy = await availableEnvoy();
const MIB = 2 ** 20;
/** Words enough for a stream of about a second. */
const LONG = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ');

const long = ({ chat }: LabCaller): object => ({
  ...chat,
  max_tokens: 100,
  stream: true,
  messages: [{ role: 'user', content: LONG }],
});

describe.skipIf(envoy === undefined).each(['guide', 'maas-0.0.2'] as const)(
  'connections of Envoy in %s',
  (installation) => {
    let caller: LabCaller;
    let token: string;
    beforeAll(async () => {
      caller = await labCaller(installation, { envoy: envoy ?? '' });
      token = await caller.mint('premium');
    });
    afterAll(async () => caller?.close());
    const post = (sent: Sent) => caller.send(caller.chatPath, sent);

    test.each([false, true])('passes a stream on event by event (HTTP/2: %s)', async (http2) => {
      const answer = await post({ token, body: long(caller), http2 });
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
      const arrived = [];
      for await (const piece of pieces(answer)) arrived.push(piece);
      expect(arrived.map(({ text }) => text).join('')).toMatch(/data: \[DONE\]\n\n$/);
      expect(arrived.length).toBeGreaterThan(3);
      expect((arrived.at(-1)?.at ?? 0) - (arrived[0]?.at ?? 0)).toBeGreaterThan(20);
    });

    test.each([false, true])(
      'refuses a large POST before it has arrived, and serves the next (HTTP/2: %s)',
      async (http2) => {
        const body = ' '.repeat(3 * MIB);
        const early = await post({ token: 'a.b.c', body, http2 }).then(
          ({ status }) => status,
          // A client may find its connection closed while it still sends.
          () => 'closed' as const,
        );
        expect([401, 'closed']).toContain(early);
        expect((await post({ token, body: caller.chat, http2 })).status).toBe(200);
      },
    );

    test.each([false, true])(
      'has a bound for bodies in the guide, and leaves them to the model in the release (HTTP/2: %s)',
      async (http2) => {
        const small = await post({ token, body: ' '.repeat(3.9 * MIB), http2 });
        expect(small.status).toBe(400);
        await small.text();
        const large = await post({ token, body: ' '.repeat(4.1 * MIB), http2 }).then(
          ({ status }) => status,
          () => 'closed' as const,
        );
        expect([installation === 'guide' ? 413 : 503, 'closed']).toContain(large);
        expect((await post({ token, body: caller.chat, http2 })).status).toBe(200);
      },
    );

    test.each([false, true])(
      'lets a client hang up in the middle of a stream, and serves on (HTTP/2: %s)',
      async (http2) => {
        const hangUp = new AbortController();
        const answer = await post({ token, body: long(caller), http2, signal: hangUp.signal });
        const left = (async () => {
          for await (const _piece of pieces(answer)) hangUp.abort();
        })();
        await expect(left).rejects.toThrow();
        expect((await post({ token, body: caller.chat, http2 })).status).toBe(200);
      },
    );

    test('offers HTTP/2 and HTTP/1.1, and TLS 1.2 or later with the certificate of its Secret', async () => {
      const offered = (protocols: string[]): Promise<string> =>
        new Promise((resolve, reject) => {
          const { ca } = caller.world.certificates;
          const port = Number(new URL(caller.lab.url).port);
          const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, ALPNProtocols: protocols });
          socket.once('secureConnect', () => {
            resolve(`${socket.alpnProtocol} ${socket.getProtocol()}`);
            socket.destroy();
          });
          socket.once('error', reject);
        });
      expect(await offered(['h2', 'http/1.1'])).toMatch(/^h2 TLSv1\.[23]$/);
      expect(await offered(['http/1.1'])).toMatch(/^http\/1\.1 TLSv1\.[23]$/);
    });

    test('speaks without TLS only where a listener does', async () => {
      const plain = fetch(`${caller.lab.url.replace('https:', 'http:')}${caller.chatPath}`);
      if (installation === 'guide') await expect(plain).rejects.toThrow();
      else expect((await plain).status).toBe(401);
    });
  },
);

describe.skipIf(envoy === undefined)('Envoy with something missing', () => {
  const using = async (options: object, use: (caller: LabCaller) => Promise<void>): Promise<void> => {
    const caller = await labCaller('maas-0.0.2', { envoy: envoy ?? '', ...options });
    try {
      await use(caller);
    } finally {
      await caller.close();
    }
  };
  const ask = async (caller: LabCaller, token?: string): Promise<number> =>
    (await caller.send(caller.chatPath, { token, body: caller.chat })).status;
  const issued = async ({ world }: LabCaller): Promise<string> => {
    world.objects.put({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'a', namespace: 'maas-default-gateway-tier-free' },
    });
    const subject = 'system:serviceaccount:maas-default-gateway-tier-free:a';
    return (await world.tokens.issue({ subject, audiences: ['maas-default-gateway-sa'], lifetimeSeconds: 60 })).token;
  };

  test('a stream that is under way when it drains arrives whole', async () => {
    await using({}, async (caller) => {
      const answer = await caller.send(caller.chatPath, { token: await caller.mint('premium'), body: long(caller) });
      const drained = caller.lab.drain();
      expect(await answer.text()).toMatch(/data: \[DONE\]\n\n$/);
      await drained;
    });
  });

  test('a policy that is not programmed protects and limits nothing, whatever its status says', async () => {
    await using({ programmed: { authentication: false } }, async (caller) => expect(await ask(caller)).toBe(200));
    await using({ programmed: { limits: false } }, async (caller) => {
      const token = await caller.mint('free');
      for (let sent = 0; sent < 7; sent += 1) expect(await ask(caller, token)).toBe(200);
    });
  });

  test('without its authorizer it refuses; without its limiter it does as Kuadrant’s operator says', async () => {
    await using({ authorizerDown: true }, async (caller) => expect(await ask(caller, await issued(caller))).toBe(500));
    await using({ limiterDown: true }, async (caller) => {
      const token = await caller.mint('free');
      for (let sent = 0; sent < 7; sent += 1) expect(await ask(caller, token)).toBe(200);
    });
  });

  test('it follows routes and back ends that change', async () => {
    await using({}, async (caller) => {
      const { world } = caller;
      const token = await caller.mint('premium');
      world.objects.remove({ kind: 'HTTPRoute', namespace: 'llm', name: 'facebook-opt-125m-simulated-kserve-route' });
      await expect.poll(() => ask(caller, token)).toBe(404);
      expect((await caller.send('/maas-api/health', { token })).status).toBe(200);
      for (const pod of world.objects.all('Pod', 'opendatahub'))
        if (pod.metadata.name.startsWith('maas-api-')) world.objects.remove({ kind: 'Pod', ...pod.metadata });
      const health = async () => {
        const answer = await caller.send('/maas-api/health', { token });
        return [answer.status, await answer.text()];
      };
      await expect.poll(health).toEqual([503, 'no healthy upstream']);
    });
  });

  test('more connections than it takes are closed', async () => {
    await using({ connections: 1 }, async (caller) => {
      expect(await ask(caller)).toBe(401);
      await delay(10);
      await expect(caller.send(caller.chatPath, { http2: true })).rejects.toThrow();
    });
  });
});
