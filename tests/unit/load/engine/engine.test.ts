import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientStateOf } from '../../../../load/measures/client-state.ts';
import type { Sample, WatchRecord } from '../../../../load/samples/sample.ts';
import { type MockServer, startMock } from '../../../peers/load/mock-server.ts';
import { FLOOD, STALL_MS } from '../../../peers/load/script.ts';
import { startMockProcess } from '../../../peers/load/started-mock.ts';
import { planOf, played } from './played.ts';
import { replayed } from './replayed.ts';

const ONE = planOf('[{name: a, kind: burst, size: 2, every: 100ms}]');
/** A busy machine delays any stamp; half of what is planted is told from it. */
const LOOSE_MS = 100;

let mock: MockServer;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const sampleOf = async (model: string): Promise<Sample> => {
  const samples = await replayed(ONE, mock.url, model);
  const [sample] = samples;
  if (sample === undefined) throw new Error('no sample');
  expect(samples).toHaveLength(2);
  return sample;
};

test('an answer is stamped as it was sent', async () => {
  const { samples, head, end, watch } = await played(ONE, mock.url, 'plain');

  expect(head).toMatchObject({ plan: ONE.hash, engine: 'embedded' });
  expect(end).toMatchObject({ unsent: 0 });
  expect(watch.length).toBeGreaterThan(0);
  for (const sample of samples) {
    const truth = mock.served.get(`${ONE.hash.slice(0, 12)}-${sample.i}`);
    const span = (truth?.sentAt.at(-1) ?? 0) - (truth?.sentAt[0] ?? 0);
    const seen = (sample.gapsMs ?? []).reduce((sum, gap) => sum + gap, 0);
    const ttft = (sample.firstTokenMs ?? 0) - (sample.sentMs ?? 0);
    expect(sample).toMatchObject({
      outcome: 'admitted',
      events: 11,
      done: true,
      finish: 'stop',
      usage: { completion: 8 },
    });
    expect(Math.abs(seen - span)).toBeLessThan(LOOSE_MS);
    expect(ttft).toBeGreaterThan((truth?.sentAt[0] ?? 0) - (truth?.receivedAt ?? 0) - 1);
    expect(truth?.authorization).toBe(`Bearer token-of-user-${sample.user}`);
  }
});

test.each([
  ['whole', { outcome: 'admitted', usage: { completion: 8 } }],
  ['refuses', { outcome: 'refused-early', status: 429, retryAfterMs: 1_000 }],
  ['refuses-late', { outcome: 'refused-late', status: 200 }],
  ['fails-inside', { outcome: 'server-error', status: 200 }],
  ['unauthorized', { outcome: 'auth', status: 401 }],
  ['breaks', { outcome: 'server-error', status: 503 }],
  ['misses', { outcome: 'client-error', status: 404 }],
  ['cuts', { outcome: 'truncated', status: 200 }],
  ['resets', { outcome: 'unanswered', status: 0 }],
  ['hangs', { outcome: 'hung', status: 200 }],
  ['hangs-inside', { outcome: 'hung', status: 200 }],
  ['says-no-done', { outcome: 'admitted', done: false }],
  ['says-no-usage', { outcome: 'admitted', done: true }],
  ['says-more', { outcome: 'admitted', afterDone: 1 }],
  ['keeps-open', { outcome: 'admitted', keptOpen: true }],
  ['compresses', { encoding: 'gzip' }],
  ['bundles', { outcome: 'admitted', firstTokens: 3 }],
  ['comments', { outcome: 'admitted', events: 11 }],
  ['calls-tools', { outcome: 'admitted', events: 11 }],
  ['buffers', { outcome: 'admitted', events: 11, coalesced: 10 }],
  ['only-thinks', { outcome: 'admitted', finish: 'stop' }],
])('a server that %s is told as what it is', async (model, told) => {
  expect(await sampleOf(model)).toMatchObject(told);
});

test('a planted stall is one gap, not spread over the answer', async () => {
  const { gapsMs = [] } = await sampleOf('stalls');

  expect(Math.max(...gapsMs)).toBeGreaterThan(STALL_MS - LOOSE_MS);
  expect(gapsMs.toSorted((a, b) => a - b)[3]).toBeLessThan(STALL_MS / 2);
});

test('thoughts are tokens but no answer', async () => {
  const { firstTokenMs = 0, firstAnswerMs = 0 } = await sampleOf('thinks');

  expect(firstAnswerMs).toBeGreaterThan(firstTokenMs);
});

test('the second request of a connection is tagged as reused', async () => {
  const plan = planOf(
    '[{name: a, kind: closed, concurrency: 1, requests: 3, duration: 5s}]',
    'target: {warmConnections: 0}',
  );
  const samples = await replayed(plan, mock.url, 'plain');

  expect(samples.map(({ reused }) => reused)).toEqual([false, true, true]);
});

test('what had ended when the gateway died is kept, and what comes later is told', async () => {
  const own = await startMock();
  const plan = planOf('[{name: a, kind: constant, rate: 20, duration: 2s}]');
  const { samples, end } = await played(plan, own.url, 'plain', { onTallies: () => own.die() });

  const outcomes = new Set(samples.map(({ outcome }) => outcome));
  expect(samples).toHaveLength(40);
  expect(end).toMatchObject({ unsent: 0 });
  expect(outcomes).toContain('admitted');
  expect(outcomes).toContain('unanswered');
});

test('a reader that is slower than the server loses no event of it', async () => {
  const server = await startMockProcess(0, []);
  // Twenty milliseconds in which nothing is read, ten in which it is.
  const burner = setInterval(() => {
    const until = performance.now() + 20;
    while (performance.now() < until);
  }, 30);
  try {
    const samples = await replayed({ ...ONE, deadlineMs: 20_000 }, server.url, 'floods');
    const all = { outcome: 'admitted', events: 8 * FLOOD + 3, usage: { completion: 8 * FLOOD }, done: true };
    expect(samples).toMatchObject([all, all]);
  } finally {
    clearInterval(burner);
    await server.close();
  }
});

test('an interruption ends the run at once, with its samples', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 10, duration: 60s}]');
  const user = new AbortController();
  const { samples, result } = await played(plan, mock.url, 'plain', {
    signal: user.signal,
    onTallies: () => user.abort(),
  });

  expect(result).toMatchObject({ stopped: 'interrupted' });
  expect(result.unsent + samples.length).toBe(600);
  expect(samples.length).toBeGreaterThan(0);
});

test('a client whose thread is taken away says so itself', async () => {
  const BURN_MS = 60;
  const watch: WatchRecord[] = [];
  const burner = setInterval(() => {
    const until = performance.now() + BURN_MS;
    while (performance.now() < until);
  }, BURN_MS + 20);
  const plan = planOf('[{name: a, kind: constant, rate: 20, duration: 2s}]');
  const samples = await replayed(plan, mock.url, 'plain', (record) => watch.push(record));
  clearInterval(burner);

  const { verdict, reasons } = clientStateOf(samples, watch);
  expect(verdict).toBe('bottleneck');
  expect(reasons.join('; ')).toContain('of the time was stamped more than 5 ms late');
});

test('a stop rule ends a run that only hangs', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 10, duration: 30s}]', 'stop: {hung: 3}');
  const { result } = await played(plan, mock.url, 'hangs');

  expect(result.stopped).toContain('did not end within their deadline');
});

test('turns of a conversation follow each other and repeat what was said', async () => {
  const plan = planOf('[{name: a, kind: burst, size: 1, every: 100ms}]');
  const talk = {
    ...plan,
    requests: [0, 1].map((turn) => ({
      ...plan.requests[0],
      i: turn,
      turn,
      ...(turn === 1 && { follows: 0, thinkMs: 50 }),
    })),
  };
  const { samples } = await played({ ...plan, ...JSON.parse(JSON.stringify(talk)) }, mock.url, 'plain');

  const [first, second] = samples.toSorted((a, b) => a.i - b.i);
  expect(second?.schedMs).toBeGreaterThanOrEqual((first?.endMs ?? 0) + 49);
});

test('users are shared out among threads without loss', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 20, duration: 1s}]');
  const { samples } = await played(plan, mock.url, 'whole', { workers: 2 });

  expect(samples.map(({ i }) => i).toSorted((a, b) => a - b)).toEqual(plan.requests.map(({ i }) => i));
});
