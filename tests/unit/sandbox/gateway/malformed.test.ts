import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningGateway, startGateway } from '../../../../sandbox/gateway/server.ts';
import { worldOf } from './test-world.ts';

const ANSWERED_WITHIN_MS = 20_000;
const ROUTE = 'GET /v1/models HTTP/1.1';
let gateway: RunningGateway;
let ca: string;

beforeAll(async () => {
  const world = await worldOf('guide');
  gateway = await startGateway(world, { port: 0 });
  ca = world.certificates.ca;
});
afterAll(async () => gateway.close());

/** What comes back for some bytes, up to the end of the connection. */
function answerTo(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const port = Number(new URL(gateway.url).port);
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, timeout: ANSWERED_WITHIN_MS });
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.once('secureConnect', () => socket.write(bytes));
    socket.once('close', () => resolve(text));
    socket.once('timeout', () => socket.destroy(new Error('the connection stays open')));
    socket.once('error', reject);
  });
}

test.each([
  ['no request', 'hello\r\n\r\n', '400 Bad Request'],
  ['an unknown method', 'FOO /v1/models HTTP/1.1\r\nhost: a\r\n\r\n', '400 Bad Request'],
  ['a header with NUL', `${ROUTE}\r\nhost: a\r\nx: a\0b\r\n\r\n`, '400 Bad Request'],
  ['two lengths', `${ROUTE}\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n`, '400 Bad Request'],
  [
    'a length and chunks',
    `${ROUTE}\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`,
    '400 Bad Request',
  ],
  ['HTTP/1.0', 'GET /v1/models HTTP/1.0\r\nhost: a\r\n\r\n', '426 Upgrade Required'],
])('answers %s as Envoy does', async (_what, bytes, expected) => {
  const answer = await answerTo(bytes);
  const [, text] = expected.split(/ (.*)/);
  expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 ${expected}`);
  expect(answer.toLowerCase()).toContain('server: istio-envoy\r\n');
  expect(answer.endsWith(`\r\n\r\n${text}`)).toBe(true);
});

test('takes a hundred headers, and no more', async () => {
  const request = (headers: number): string =>
    `${ROUTE}\r\nhost: a\r\nconnection: close\r\n${Array.from({ length: headers - 2 }, (_, n) => `x-${n}: a\r\n`).join('')}\r\n`;
  expect(await answerTo(request(100))).toMatch(/^HTTP\/1\.1 401 /);
  expect(await answerTo(request(101))).toMatch(/^HTTP\/1\.1 431 /);
});
