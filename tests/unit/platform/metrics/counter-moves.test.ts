import { expect, test } from 'vitest';
import { counterMoves } from '../../../../platform/metrics/counter-moves.ts';
import { counterText } from '../../../../platform/metrics/marked-interval.ts';
import type { Metrics, Sample, Target } from '../../../../platform/metrics/metrics.ts';

const LABELS = { job: 'model', instance: '10.0.0.1:8000' };
const TARGET: Target = {
  ...LABELS,
  labels: LABELS,
  health: 'up',
  lastError: '',
  lastScrape: 1_000,
  scrapeIntervalSeconds: 1,
};
const TOKENS = { name: 'tokens', labels: { kind: 'prompt' } };
const ANSWERS = { name: 'answers' };

/** A Prometheus in which every look at `up` is a scrape; `scraped` may count before it. Scrapes with these numbers fail. */
function scraping(scraped: (scrape: number) => void = () => undefined, failing: readonly number[] = []) {
  const counts: Record<string, Sample[]> = { tokens: [], answers: [] };
  let now = 1_000;
  let scrapes = 0;
  let stored = structuredClone(counts);
  const count = (name: string, value: number, labels: Record<string, string> = {}): void => {
    counts[name] = [...(counts[name] ?? []), { labels: { ...LABELS, ...labels }, value, at: now }];
  };
  const metrics: Metrics = {
    url: new URL('http://prometheus.example'),
    reachedBy: 'a test',
    history: async () => [],
    trouble: async () => undefined,
    time: async () => ++now,
    async query(promql) {
      now += 1;
      scraped(++scrapes);
      const fails = failing.includes(scrapes);
      // A scrape that fails ends the series of its target.
      stored = fails ? {} : structuredClone(counts);
      const up = { labels: { ...LABELS, __name__: 'up' }, value: fails ? 0 : 1, at: now };
      if (promql.startsWith('timestamp'))
        return fails && promql.includes('up == 1') ? [] : [{ labels: LABELS, value: now, at: now }];
      const asked = Object.entries(stored).filter(([name]) => promql.includes(name));
      return [
        up,
        ...asked.flatMap(([name, samples]) =>
          samples.map((sample) => ({ ...sample, labels: { ...sample.labels, __name__: name } })),
        ),
      ];
    },
    targets: async () => [{ ...TARGET, lastScrape: now }],
    names: async () => [],
    rules: async () => [],
    close: async () => undefined,
  };
  return {
    metrics,
    count,
    set: (name: string, value: number) => (counts[name] = [{ labels: LABELS, value, at: now }]),
  };
}

test('counts each counter by its own labels, from nothing at all', async () => {
  const { metrics, count } = scraping();
  const options = { metrics, targets: [TARGET], counters: [TOKENS, ANSWERS], alone: true };
  const moved = counterMoves(options, async () => {
    count('tokens', 7, { kind: 'prompt' });
    count('tokens', 9, { kind: 'generation' });
    count('answers', 2);
    count('answers', 5, { instance: 'another' });
  });
  await expect(moved).resolves.toEqual([7, 2]);
});

test.each([
  ['before', 4],
  ['after', 8],
])('asked to be alone, other traffic %s ours is inconclusive', async (when, scrape) => {
  const { metrics, set } = scraping((number) => (number >= scrape ? set('answers', 1) : undefined));
  const options = { metrics, targets: [TARGET], counters: [ANSWERS], alone: true };
  await expect(counterMoves(options, async () => undefined)).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringMatching(new RegExp(`answers moved by 1 .* just ${when} ours`)),
  });
});

test.each([
  ['at first', [1, 2]],
  ['just before it is read', [3]],
  ['twice after ours', [7, 8]],
  ['every time', [2, 4, 6, 8, 10]],
])('a scrape that fails %s takes no counter away', async (_, failing) => {
  const { metrics, count } = scraping(undefined, failing);
  count('answers', 40);
  const options = { metrics, targets: [TARGET], counters: [ANSWERS], alone: true };
  await expect(counterMoves(options, async () => count('answers', 2, { kind: 'new' }))).resolves.toEqual([2]);
});

test('a restart in between is inconclusive', async () => {
  const { metrics, set } = scraping();
  set('answers', 10);
  const options = { metrics, targets: [TARGET], counters: [ANSWERS], alone: false };
  await expect(counterMoves(options, async () => void set('answers', 1))).rejects.toMatchObject({
    name: 'Inconclusive',
    message: expect.stringContaining('restarted'),
  });
});

test('a counter is called by its labels', () => {
  expect(counterText(TOKENS)).toBe('tokens{kind="prompt"}');
  expect(counterText(ANSWERS)).toBe('answers');
});
