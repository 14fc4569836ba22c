import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { grafanaAt } from '../../../../platform/grafana/client.ts';

const HTML = { 'content-type': 'text/html' };
const BOARD = { uid: 'one', title: 'One', url: '/d/one/one' };
let server: Server | undefined;

afterEach(() => server?.close());

type Reply = [status: number, headers: Record<string, string>, body: unknown];

/** A Grafana that replies so to each path; and what it was sent. */
async function grafana(reply: (path: string) => Reply, authorization?: string) {
  const seen: { path: string; authorization?: string }[] = [];
  server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', authorization: request.headers.authorization });
    const [status, headers, body] = reply(request.url ?? '');
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const options = { url, reachedBy: 'the test', advice: 'give another', dispatcher: new Agent(), authorization };
  return { client: grafanaAt(options), url, seen };
}

test('boards are searched for and read one by one, as the caller given', async () => {
  const { client, seen } = await grafana(
    (path) => [
      200,
      {},
      path.startsWith('/api/search') ? [BOARD] : { meta: {}, dashboard: { title: 'One', panels: [] } },
    ],
    'Bearer secret',
  );
  expect(await client.boards()).toMatchObject([{ uid: 'one', title: 'One', path: '/d/one/one' }]);
  expect(seen.map(({ path }) => path)).toEqual(['/api/search?type=dash-db&limit=200', '/api/dashboards/uid/one']);
  expect(seen.every(({ authorization }) => authorization === 'Bearer secret')).toBe(true);
});

test.each<[string, Reply, { name: string; said: string }]>([
  [
    'a refusal',
    [401, {}, { message: 'Unauthorized' }],
    { name: 'Inconclusive', said: 'refused the caller with 401; give another' },
  ],
  ['a redirect', [302, { location: '/login' }, ''], { name: 'Inconclusive', said: 'redirects (302), as a login does' }],
  [
    'a router’s page',
    [502, HTML, '<h1>502 Bad Gateway</h1>'],
    { name: 'WrongAnswer', said: 'answered 502: 502 Bad Gateway' },
  ],
  ['a login page', [200, HTML, '<title>Log in</title>'], { name: 'WrongAnswer', said: 'a page “Log in”' }],
  ['another shape', [200, {}, [{ title: 'no uid' }]], { name: 'WrongAnswer', said: 'data of another shape: 0.uid' }],
])('%s is told from an answer', async (_, reply, { name, said }) => {
  const { client } = await grafana(() => reply);
  await expect(client.boards()).rejects.toMatchObject({ name, message: expect.stringContaining(said) });
});

test('a page is given what Grafana answers, with the credentials that the page does not have', async () => {
  const { client, url, seen } = await grafana(
    () => [404, { 'x-id': '7', 'content-type': 'text/plain' }, 'gone'],
    'Bearer secret',
  );
  const headers = { accept: '*/*', host: 'elsewhere.example' };

  const answer = await client.answer({ method: 'GET', url: new URL('/d/one', url), headers });

  expect(answer).toMatchObject({ status: 404, headers: { 'x-id': '7' } });
  expect(answer?.body.toString()).toBe('gone');
  expect(seen).toEqual([{ path: '/d/one', authorization: 'Bearer secret' }]);
});

test('other hosts are asked nothing, and scripts once', async () => {
  const { client, url, seen } = await grafana(() => [200, {}, 'x']);
  const get = (to: URL) => client.answer({ method: 'GET', url: to, headers: {} });

  expect(await get(new URL('https://grafana.com/api/plugins'))).toBeUndefined();
  await Promise.all([get(new URL('/public/build/app.js', url)), get(new URL('/public/build/app.js', url))]);

  expect(seen.map(({ path }) => path)).toEqual(['/public/build/app.js']);
});
