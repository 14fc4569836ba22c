import { expect, test } from 'vitest';
import { type CounterDeltaOptions, counterDelta } from '../../../../platform/metrics/counter-delta.ts';
import type { Metrics, Sample, Target } from '../../../../platform/metrics/metrics.ts';

const LABELS = { job: 'limitador', instance: '10.0.0.1:8080', namespace: 'limitador-system', pod: 'limitador-1' };

/**
 * A limiter and its Prometheus, whose clock moves one second with each question; every look at `up` is a scrape. `scraped`
 * is called at each one with its number, and may count.
 */
function limiter({
  scraped = () => undefined,
  target = {},
  jobs = ['limitador'],
}: {
  scraped?: (scrape: number, count: (by: number, user?: string) => void) => void;
  target?: Partial<Target>;
  jobs?: string[];
} = {}) {
  const counts = new Map<string | undefined, number>();
  const count = (by: number, user?: string): void => {
    counts.set(user, (counts.get(user) ?? 0) + by);
  };
  let now = 1_000;
  let scrapes = 0;
  const samples = (): Sample[] =>
    [...counts].flatMap(([user, value]) =>
      jobs.map((job) => ({
        labels: { ...LABELS, __name__: 'authorized_calls', job, ...(user === undefined ? {} : { user }) },
        value,
        at: now,
      })),
    );
  let stored: Sample[] = [];
  const scrape = (): Sample[] => {
    scrapes += 1;
    scraped(scrapes, count);
    stored = samples();
    return jobs.map((job) => ({ labels: { ...LABELS, job }, value: now, at: now }));
  };
  const targets = jobs.map(
    (job): Target => ({
      job,
      instance: LABELS.instance,
      labels: { ...LABELS, job },
      health: 'up',
      lastError: '',
      lastScrape: now,
      scrapeIntervalSeconds: 1,
      ...target,
    }),
  );
  const tick = (): number => {
    now += 1;
    return now;
  };
  const metrics: Metrics = {
    url: new URL('http://prometheus.example'),
    reachedBy: 'a test',
    history: async () => [],
    trouble: async () => undefined,
    time: async () => tick(),
    query: async (promql) => {
      tick();
      if (promql.startsWith('timestamp(up)')) return scrape();
      const up = targets.map(({ labels }) => ({ labels: { ...labels, __name__: 'up' }, value: 1, at: now }));
      return [...up, ...stored];
    },
    targets: async () => {
      tick();
      return targets.map((one) => ({ ...one, lastScrape: target.lastScrape ?? now }));
    },
    names: async () => [],
    rules: async () => [],
    close: async () => undefined,
  };
  const options: CounterDeltaOptions = { metrics, counter: 'authorized_calls', targets, users: ['me', 'sub-me'] };
  return { options, count };
}

test('counts what ran, from nothing at all', async () => {
  const { options, count } = limiter();
  expect(await counterDelta(options, async () => count(3))).toEqual({ delta: 3, ownSeries: false, others: 0 });
});

test('counts the caller’s own series, whatever others do', async () => {
  const { options, count } = limiter({ scraped: (_, add) => add(5, 'somebody') });
  expect(await counterDelta(options, async () => count(3, 'sub-me'))).toEqual({ delta: 3, ownSeries: true, others: 5 });
});

test('a caller that is not counted while others are is no movement', async () => {
  const { options } = limiter({ scraped: (_, add) => add(5, 'somebody') });
  expect(await counterDelta(options, async () => undefined)).toEqual({ delta: 0, ownSeries: true, others: 5 });
});

test('a second monitor of the same limiter does not double it', async () => {
  const { options, count } = limiter({ jobs: ['limitador', 'kuadrant-system/kuadrant-limitador-monitor'] });
  expect((await counterDelta(options, async () => count(3))).delta).toBe(3);
});

test.each([
  ['before', 2],
  ['after', 4],
])('other traffic %s ours is inconclusive', async (when, scrape) => {
  const { options, count } = limiter({ scraped: (number, add) => (number === scrape ? add(1) : undefined) });
  await expect(counterDelta(options, async () => count(3))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringMatching(new RegExp(`other callers’ traffic.*just ${when} ours`)),
  });
});

test('a restart in between is inconclusive', async () => {
  const { options, count } = limiter();
  count(10);
  await expect(counterDelta(options, async () => count(-8))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining('restarted'),
  });
});

test.each<[string, Partial<Target>, string]>([
  ['down', { health: 'down', lastError: 'connection refused' }, 'is down: connection refused'],
  ['stale', { lastScrape: 10 }, 'was last scraped'],
])('a limiter whose target is %s is inconclusive at once', async (_, target, said) => {
  const { options, count } = limiter({ target });
  await expect(counterDelta(options, async () => count(3))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining(said),
  });
});

test('a limiter that is no target is inconclusive', async () => {
  const { options } = limiter();
  await expect(counterDelta({ ...options, targets: [] }, async () => undefined)).rejects.toMatchObject({
    message: expect.stringContaining('not scraped'),
  });
});
