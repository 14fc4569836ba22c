import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { expect, test } from 'vitest';
import { replay } from '../../../../load/engine/replay.ts';
import { certificateAuthority } from '../../../../sandbox/certificate-authority.ts';
import { planOf } from './played.ts';

const PLAN = planOf('[{name: a, kind: burst, size: 2, times: 1, every: 100ms}]');

test('trap 13: a server that offers HTTP/2 is spoken to in HTTP/1.1, in which no stream waits for another', async () => {
  const { issue } = await certificateAuthority();
  const server = createSecureServer({
    ...(await issue({ commonName: 'h2', altNames: ['127.0.0.1'] })),
    allowHTTP1: true,
  });
  const versions: string[] = [];
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
  const own = replay({ plan: PLAN, target, worker: 0, onSample: () => undefined, onWatch: () => undefined });
  const start = performance.now();
  try {
    await own.prepare();
    await own.play(() => performance.now() - start);
  } finally {
    await own.close();
    server.close();
  }
  expect(versions).toEqual(PLAN.requests.map(() => '1.1'));
});
