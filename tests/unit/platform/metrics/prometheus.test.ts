import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WAITS } from '../../../../platform/waits.ts';
import { metricsOf } from './prometheus-server.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function asking(listener: RequestListener, authorization?: string) {
  const server = await metricsOf(listener, authorization);
  opened.push(server);
  return server.metrics;
}
const answering =
  (body: string | object, status = 200, type = 'application/json'): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const vector = (...result: object[]) => ({ status: 'success', data: { resultType: 'vector', result } });

describe('a Prometheus that answers', () => {
  test('gives samples with infinities and NaN', async () => {
    const metrics = await asking(
      answering(
        vector(
          { metric: { a: 'b' }, value: [1.5, '+Inf'] },
          { metric: {}, value: [2, 'NaN'] },
          { metric: {}, value: [3, '-4e2'] },
        ),
      ),
    );
    expect(await metrics.query('x')).toEqual([
      { labels: { a: 'b' }, at: 1.5, value: Infinity },
      { labels: {}, at: 2, value: Number.NaN },
      { labels: {}, at: 3, value: -400 },
    ]);
  });

  test('is asked the query as it is, with the credentials given', async () => {
    const seen: (string | undefined)[] = [];
    const metrics = await asking((request, response) => {
      seen.push(
        new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? undefined,
        request.headers.authorization,
      );
      answering({ status: 'success', data: { resultType: 'scalar', result: [1, '7'] } })(request, response);
    }, 'Bearer t');
    expect(await metrics.query('up{a="b&c"} + 1')).toEqual([{ labels: {}, at: 1, value: 7 }]);
    expect(await metrics.time()).toBe(7);
    expect(seen.slice(0, 2)).toEqual(['up{a="b&c"} + 1', 'Bearer t']);
  });

  test('gives what is stored of a stretch of time, scrape by scrape', async () => {
    const queries: (string | null)[] = [];
    const metrics = await asking((request, response) => {
      queries.push(new URL(request.url ?? '', 'http://x').searchParams.get('query'));
      const result = [
        {
          metric: { a: 'b' },
          values: [
            [1.5, '3'],
            [2.5, '+Inf'],
          ],
        },
      ];
      answering({ status: 'success', data: { resultType: 'matrix', result } })(request, response);
    });

    expect(await metrics.history('x{a="b"}', 59.2)).toEqual([
      {
        labels: { a: 'b' },
        points: [
          [1.5, 3],
          [2.5, Infinity],
        ],
      },
    ]);
    expect(queries).toEqual(['x{a="b"}[60s]']);
  });

  test('has targets with times and intervals as numbers', async () => {
    const target = {
      labels: { job: 'limitador', instance: '10.0.0.1:8080' },
      health: 'down',
      lastError: 'connection refused',
      lastScrape: '2026-11-24T10:00:00.500Z',
      scrapeInterval: '1m30s',
    };
    const metrics = await asking(answering({ status: 'success', data: { activeTargets: [target] } }));
    expect(await metrics.targets()).toEqual([
      expect.objectContaining({
        job: 'limitador',
        health: 'down',
        lastScrape: 1795514400.5,
        scrapeIntervalSeconds: 90,
      }),
    ]);
  });
});

test('rules: what they are called, what is wrong with them, and which of their alerts fire', async () => {
  const alerts = [
    { labels: { namespace: 'a' }, state: 'firing' },
    { labels: { namespace: 'b' }, state: 'pending' },
  ];
  const rules = [
    { name: 'Down', type: 'alerting', health: 'ok', alerts },
    { name: 'a:sum', type: 'recording', health: 'err', lastError: 'many-to-many' },
  ];
  const metrics = await asking(answering({ status: 'success', data: { groups: [{ name: 'g', rules }] } }));
  expect(await metrics.rules()).toEqual([
    { group: 'g', name: 'Down', kind: 'alerting', firing: [{ namespace: 'a' }] },
    { group: 'g', name: 'a:sum', kind: 'recording', trouble: 'many-to-many', firing: [] },
  ]);
});

describe('a bad answer is inconclusive for what wanted to ask, and trouble for the check of Prometheus itself', () => {
  test.each<[string, RequestListener, string]>([
    ['an HTML page', answering('<!DOCTYPE html><html>', 200, 'text/html'), 'text/html'],
    ['garbage', answering('\u0000\u0001{{{', 200), 'not Prometheus’ JSON'],
    ['an empty body', answering('', 200), 'an empty body'],
    ['JSON of something else', answering({ hello: 'world' }), 'not Prometheus’ JSON'],
    [
      'data of another shape',
      answering({ status: 'success', data: { resultType: 'vector', result: {} } }),
      'another shape',
    ],
    ['a value that is no number', answering(vector({ metric: {}, value: [1, 'many'] })), 'another shape'],
    [
      'a range instead of an instant',
      answering({ status: 'success', data: { resultType: 'matrix', result: [] } }),
      'another shape',
    ],
    ['503', answering('Service Unavailable', 503, 'text/plain'), '503: Service Unavailable'],
    ['404', answering('404 page not found', 404, 'text/plain'), '404'],
    [
      'an error of Prometheus',
      answering({ status: 'error', errorType: 'bad_data', error: 'parse error' }, 400),
      'bad_data: parse error',
    ],
    ['no sample where one must be', answering(vector()), 'gave 0 samples'],
  ])('%s', async (_, listener, said) => {
    const metrics = await asking(listener);
    const seen = await metrics.trouble();
    expect(seen).toContain(said);
    await expect(metrics.time()).rejects.toMatchObject({ name: 'WrongAnswer', message: expect.any(String) });
  });

  test('an endless body is cut off', async () => {
    const metrics = await asking((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(2 ** 20, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await metrics.trouble()).toContain('more than 16 MiB');
  });
});

describe('no answer is inconclusive, with the stage and what to give', () => {
  test.each<[string, RequestListener, string]>([
    ['401', answering('', 401), 'refused the caller with 401; give another one'],
    ['403', answering('', 403), 'refused the caller with 403; give another one'],
    ['a redirect to a login', answering('', 302), 'redirects (302)'],
    ['a connection that is cut', (request) => request.socket.destroy(), 'stage http'],
    [
      'a body that is cut',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"status":');
        setImmediate(() => response.destroy());
      },
      'stage http',
    ],
  ])('%s', async (_, listener, said) => {
    const metrics = await asking(listener);
    const asked = metrics.trouble();
    await expect(asked).rejects.toMatchObject({ name: 'Inconclusive', message: expect.stringContaining(said) });
  });

  test('nothing listens', async () => {
    const server = await metricsOf(answering(''));
    opened.push(server);
    await server.stop();
    await expect(server.metrics.query('up')).rejects.toMatchObject({
      name: 'Inconclusive',
      message: expect.stringContaining('stage tcp): connection refused'),
    });
  });

  test('a hang ends at the deadline', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const deadline = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50));
    const metrics = await asking(() => undefined);
    await expect(metrics.query('up')).rejects.toMatchObject({
      name: 'Inconclusive',
      message: expect.stringContaining(
        `stage deadline): no complete answer from ${metrics.url.origin} within ${WAITS.metricsQuery / 1_000} s`,
      ),
    });
    expect(deadline).toHaveBeenCalledWith(WAITS.metricsQuery);
  });
});
