import { once } from 'node:events';
import { createSecureServer, type SecureServerOptions } from 'node:http2';
import { expect, test } from 'vitest';
import type { Recorded } from '../../../../load/samples/reader.ts';
import { certificateAuthority } from '../../../../sandbox/certificate-authority.ts';
import { planOf, played } from './played.ts';

const PLAN = planOf('[{name: a, kind: burst, size: 2, times: 1, every: 100ms}]');

/** Plays the plan against a server of HTTP/2; answers what was recorded, and the versions that the server was asked in. */
async function playedAt(options: SecureServerOptions): Promise<Recorded & { versions: string[]; alpn: string[] }> {
  const { issue } = await certificateAuthority();
  const server = createSecureServer({ ...(await issue({ commonName: 'h2', altNames: ['127.0.0.1'] })), ...options });
  const versions: string[] = [];
  const alpn: string[] = [];
  server.on('secureConnection', (socket) => alpn.push(String(socket.alpnProtocol)));
  // A refused handshake is what a test is about.
  server.on('unknownProtocol', (socket) => socket.destroy());
  server.on('request', (request, response) => {
    // Connections are opened beforehand by requests of another method.
    if (request.method === 'POST') versions.push(request.httpVersion);
    response.writeHead(429).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const target = { baseUrl: `https://127.0.0.1:${port}/v1/`, model: 'm', insecureSkipTlsVerify: true, tokens: {} };
  try {
    return { ...(await played(PLAN, target.baseUrl, 'm', { target })), versions, alpn };
  } finally {
    server.close();
  }
}

test('trap 13: a server that offers both is spoken to in HTTP/1.1, in which no stream waits for another, and that is recorded', async () => {
  const { head, versions, alpn } = await playedAt({ allowHTTP1: true });

  expect(versions).toEqual(PLAN.requests.map(() => '1.1'));
  expect(alpn.every((protocol) => protocol === 'http/1.1')).toBe(true);
  expect(head.protocol).toBe('http/1.1');
});

test('a server that speaks HTTP/2 alone gets no answer of another protocol made up: every request is told as unanswered, with why', async () => {
  const { samples, versions } = await playedAt({ allowHTTP1: false });

  expect(versions).toEqual([]);
  expect(samples).toHaveLength(PLAN.requests.length);
  for (const { outcome, status, error } of samples)
    expect({ outcome, status, error }).toEqual({ outcome: 'unanswered', status: 0, error: expect.stringMatching(/./) });
});
