import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { gatewayClient } from '../../../../platform/gateway/client.ts';
import { type Gateway, NoAnswer } from '../../../../platform/gateway/gateway.ts';
import type { Identity } from '../../../../platform/identities/identities.ts';
import { freedPort, type Handler, json, type LocalServer, localServer } from '../local-server.ts';

const SOON = 400;
const caller: Identity = { name: 'ann', tier: 'free', maasToken: 'token-of-ann-0123456789', origin: 'given' };

function client(url: string): Gateway {
  const gateway = gatewayClient({ url: new URL(url), foundBy: 'test' }, { insecureSkipTlsVerify: false });
  onTestFinished(() => gateway.close());
  return gateway;
}

async function against(handler: Handler): Promise<{ gateway: Gateway; server: LocalServer }> {
  const server = await localServer(handler);
  return { gateway: client(server.url), server };
}

/** The NoAnswer that a request must end with. */
async function noAnswer(asked: Promise<unknown>): Promise<NoAnswer> {
  const outcome = await asked.catch((error: unknown) => error);
  if (outcome instanceof NoAnswer) return outcome;
  throw new Error(`expected NoAnswer, got ${JSON.stringify(outcome)}`);
}

test('an answer has its status, headers, text, JSON, tracking id and times', async () => {
  const { gateway } = await against((request, response) => {
    response.setHeader('x-seen', String(request.headers['x-request-id']));
    json(response, { ok: true }, 418);
  });

  const answer = await gateway.request({ path: '/v1/models', as: caller });

  expect(answer).toMatchObject({ status: 418, json: { ok: true }, headers: { 'x-seen': answer.requestId } });
  expect(answer.sentAt).toBeLessThanOrEqual(answer.headersAt);
  expect(answer.headersAt).toBeLessThanOrEqual(answer.endedAt);
});

test('a string is sent as it is, and a header may be repeated', async () => {
  const { gateway } = await against((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => json(response, { body: Buffer.concat(chunks).toString(), raw: request.rawHeaders }));
  });

  const { json: seen } = await gateway.request({
    method: 'POST',
    path: '/x',
    body: '{broken',
    headers: { Authorization: ['Bearer a', 'Bearer b'] },
  });

  expect(seen).toMatchObject({ body: '{broken', raw: expect.arrayContaining(['Bearer a', 'Bearer b']) });
});

test.each(['text/html', 'application/json'])('garbage as %s is an answer without JSON', async (type) => {
  const { gateway } = await against((_, response) => response.writeHead(200, { 'content-type': type }).end('<oops'));

  expect(await gateway.request({ path: '/' })).toMatchObject({ status: 200, body: '<oops', json: undefined });
});

test.each([302, 429, 500, 503])('%i is an answer: not followed, not repeated', async (status) => {
  const { gateway, server } = await against((_, response) =>
    response.writeHead(status, { location: '/elsewhere', 'retry-after': '0' }).end(),
  );

  expect(await gateway.request({ path: '/', as: caller })).toMatchObject({ status });
  expect(server.seen).toEqual(['GET /']);
});

test('a body beyond the bound is cut off', async () => {
  const { gateway } = await against((_, response) => response.end(Buffer.alloc(9 * 2 ** 20, 'x')));

  expect(await noAnswer(gateway.request({ path: '/' }))).toMatchObject({ stage: 'size' });
});

test('a body without end is over at the deadline', async () => {
  const { gateway } = await against((_, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });

  expect(await noAnswer(gateway.request({ path: '/', deadlineMs: SOON }))).toMatchObject({ stage: 'deadline' });
});

test('a server that takes the request and says nothing is over at the deadline', async () => {
  const { gateway } = await against(() => undefined);

  const failure = await noAnswer(gateway.request({ path: '/slow', deadlineMs: SOON }));

  expect(failure).toMatchObject({ stage: 'deadline', message: expect.stringContaining('GET /slow') });
});

test('a connection that is closed without an answer is no answer, and the request is not repeated', async () => {
  const { gateway, server } = await against((request) => request.socket.destroy());

  expect(await noAnswer(gateway.request({ path: '/', as: caller }))).toMatchObject({ stage: 'http' });
  expect(server.seen).toHaveLength(1);
});

test('each stage before HTTP is told', async () => {
  const notHttp = createServer((socket) => socket.end('SSH-2.0-x\r\n'));
  await new Promise<void>((resolve) => notHttp.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void notHttp.close());
  const address = notHttp.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  expect(await client('http://nowhere.invalid').reachable()).toMatchObject({ stage: 'dns' });
  expect(await client(`http://127.0.0.1:${await freedPort()}`).reachable()).toMatchObject({ stage: 'tcp' });
  expect(await client(`https://127.0.0.1:${port}`).reachable()).toMatchObject({ stage: 'tls' });
  expect(await client(`http://127.0.0.1:${port}`).reachable()).toMatchObject({ stage: 'http' });
});

test('a stream gives its events with their times, characters split between chunks included', async () => {
  const bytes = Buffer.from('data: {"a":"é"}\n\ndata: [DONE]\n\n');
  const { gateway } = await against((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(bytes.subarray(0, 12));
    setTimeout(() => response.end(bytes.subarray(12)), 50);
  });

  const stream = await gateway.stream({ path: '/' });

  expect(stream.events.map(({ data }) => data)).toEqual(['{"a":"é"}', '[DONE]']);
  expect(stream.chunksAt.length).toBeGreaterThan(1);
  expect(stream.body).toBe(bytes.toString());
});

/** The data of the events in a stream of such bytes, sent in pieces that end at `cuts`. */
async function dataOf(bytes: Buffer, cuts: readonly number[] = []): Promise<string[]> {
  const { gateway } = await against(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [index, from] of [0, ...cuts].entries()) {
      response.write(bytes.subarray(from, cuts[index] ?? bytes.length));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    response.end();
  });
  return (await gateway.stream({ path: '/' })).events.map(({ data }) => data);
}

test.each([
  ['keep-alive comments', ': keep-alive\n\ndata: a\n\n:\n\n: x\ndata: b\n\n'],
  ['lines that end with CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n'],
  ['lines that end with CR', 'data: a\r\rdata: b\r\r\n'],
  ['no space after the colon', 'data:a\n\ndata:b\n\n'],
  ['other fields', 'id: 1\nevent: x\nretry: 5\ndata: a\n\nunknown: y\ndata: b\n\n'],
  ['a byte order mark', '\ufeffdata: a\n\ndata: b\n\n'],
])('a stream with %s is read', async (_, text) => {
  expect(await dataOf(Buffer.from(text))).toEqual(['a', 'b']);
});

test('where a stream is cut into pieces makes no difference, not even between CR and LF or in a character', async () => {
  const bytes = Buffer.from('data: é👩🏽‍🚀\r\n\r\ndata: b\r\n\r\n');
  const cut = bytes.indexOf('\r\n') + 1;
  const character = bytes.indexOf(Buffer.from('👩')) + 2;
  expect(await dataOf(bytes, [3, character, cut, cut + 2])).toEqual(['é👩🏽‍🚀', 'b']);
});

test('several events in one piece are several events; one that nothing ends is none', async () => {
  expect(await dataOf(Buffer.from('data: a\n\ndata: b\n\ndata: [DONE]'))).toEqual(['a', 'b']);
});

test('an event of several lines is one, and its name is kept', async () => {
  const { gateway } = await against((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('event: response.created\ndata: {\ndata: }\n\n');
  });

  expect((await gateway.stream({ path: '/' })).events).toMatchObject([{ name: 'response.created', data: '{\n}' }]);
});

test('a stream that stays open after its end mark is over at the deadline', async () => {
  const { gateway } = await against((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: [DONE]\n\n');
  });

  expect(await noAnswer(gateway.stream({ path: '/', deadlineMs: SOON }))).toMatchObject({ stage: 'deadline' });
});

test('a stream that is cut is no answer', async () => {
  const { gateway } = await against((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': '1000' });
    response.write('data: x\n\n');
    setTimeout(() => response.destroy(), 20);
  });

  expect(await noAnswer(gateway.stream({ path: '/' }))).toMatchObject({ stage: 'http' });
});

test('a burst is sent on its own connections at once, and answered in order', async () => {
  const held: (() => void)[] = [];
  const COUNT = 20;
  const { gateway } = await against((request, response) => {
    held.push(() => response.end(request.url));
    // Nobody is answered before all have arrived.
    if (held.length === COUNT) for (const release of held.reverse()) release();
  });

  const answers = await gateway.burst(Array.from({ length: COUNT }, (_, index) => ({ path: `/${index}` })));

  expect(answers.map((answer) => (answer instanceof NoAnswer ? answer.message : answer.body))).toEqual(
    Array.from({ length: COUNT }, (_, index) => `/${index}`),
  );
});

test('a burst against nothing answers what happened to each', async () => {
  const gateway = client(`http://127.0.0.1:${await freedPort()}`);

  const answers = await gateway.burst([{ path: '/' }, { path: '/' }]);

  expect(answers).toEqual([expect.any(NoAnswer), expect.any(NoAnswer)]);
});

test('the transcript and the listeners know every request, and no token', async () => {
  const { gateway } = await against((_, response) => response.end());
  const used: string[] = [];
  gateway.onUse(({ name }) => used.push(name));

  await gateway.request({ path: '/?key=sk-oai-0123456789abcdef', as: caller });
  await gateway.burst([{ path: '/', as: caller }]);

  expect(used).toEqual(['ann', 'ann']);
  expect(gateway.recent()).toMatchObject([{ as: 'ann', outcome: 200 }, { outcome: 200 }]);
  expect(JSON.stringify(gateway.recent())).not.toContain('0123456789');
});

test('plain HTTP has no certificate to report', async () => {
  const { gateway } = await against((_, response) => response.end());

  expect(await noAnswer(gateway.tls())).toMatchObject({ stage: 'tls' });
});

test('a client may hang up in the middle of a stream, and the server notices', async () => {
  const closed = Promise.withResolvers<void>();
  const { gateway } = await against((request, response) => {
    request.socket.on('close', () => closed.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const data of ['one', 'two', 'three']) setTimeout(() => response.write(`data: ${data}\n\n`), 20);
  });

  const stream = await gateway.stream({ path: '/' }, { hangUpAfter: 2 });

  expect(stream.status).toBe(200);
  expect(stream.events.length).toBeGreaterThanOrEqual(2);
  await closed.promise;
});
