import { expect, test } from 'vitest';
import { steadyTargets } from '../../../../platform/metrics/freshness.ts';
import type { Target } from '../../../../platform/metrics/metrics.ts';

function target(job: string, health: Target['health'], lastScrape: number): Target {
  const labels = { job, instance: `${job}:8080` };
  return { ...labels, labels, health, lastError: '', lastScrape, scrapeIntervalSeconds: 0.01 };
}

/** A Prometheus that gives these targets, one list at each look, the last again and again. */
function looking(...looks: Target[][]) {
  let count = 0;
  return {
    targets: async () => looks[Math.min(count++, looks.length - 1)] ?? [],
    looks: () => count,
  };
}

const all = (): boolean => true;

test('one that failed a single scrape is up', async () => {
  const metrics = looking(
    [target('a', 'down', 1), target('b', 'up', 1)],
    [target('a', 'down', 1), target('b', 'up', 2)],
    [target('a', 'up', 2), target('b', 'up', 2)],
  );
  expect((await steadyTargets(metrics, all)).map(({ health }) => health)).toEqual(['up', 'up']);
});

test('one that fails its next scrape, too, is down', async () => {
  const metrics = looking([target('a', 'down', 1)], [target('a', 'down', 2)]);
  expect(await steadyTargets(metrics, all)).toMatchObject([{ health: 'down', lastScrape: 2 }]);
});

test('one that has not been scraped yet is waited for; one that goes meanwhile is not', async () => {
  const metrics = looking([target('a', 'unknown', 0), target('b', 'down', 1)], [target('a', 'up', 1)]);
  expect(await steadyTargets(metrics, all)).toMatchObject([{ job: 'a', health: 'up' }]);
});

test('others are not waited for', async () => {
  const metrics = looking([target('a', 'up', 1), target('b', 'down', 1)]);
  expect(await steadyTargets(metrics, ({ job }) => job === 'a')).toHaveLength(2);
  expect(metrics.looks()).toBe(1);
});
