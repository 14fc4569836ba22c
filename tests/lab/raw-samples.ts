import { z } from 'zod';
import { type Labels, labelsKey, NAME } from '../../sandbox/prometheus/labels.ts';
import { type Storage, storage } from '../../sandbox/prometheus/storage.ts';

const Matrix = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
    ),
  }),
});

interface RawSeries {
  labels: Labels;
  points: { at: number; value: number }[];
}

/** A number as the API writes it. */
export function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

/** Everything a Prometheus has scraped in the last minutes, before `until` (Unix milliseconds), at the times it has noted. */
async function rawSeries(url: string, until: number): Promise<RawSeries[]> {
  // ALERTS come from rules, not from a scrape.
  const query = new URLSearchParams({
    query: '{__name__!~"ALERTS.*",__name__=~".+"}[5m]',
    time: String(until / 1_000),
  });
  const { result } = Matrix.parse(await (await fetch(`${url}/api/v1/query?${query}`)).json()).data;
  return result.map(({ metric, values }) => ({
    labels: metric,
    points: values.map(([at, value]) => ({ at: Math.round(at * 1_000), value: numberOf(value) })),
  }));
}

/** What a target adds to the labels of its series. */
const TARGET_LABELS = ['job', 'instance', 'namespace', 'pod', 'service', 'endpoint', 'container'];
const targetOf = (labels: Labels): string =>
  labelsKey(Object.fromEntries(TARGET_LABELS.map((label) => [label, labels[label] ?? ''])));

/**
 * The samples of a Prometheus in the sandbox's storage. The API gives no markers of staleness, so they are put where Prometheus
 * writes them: a series that is not in a scrape of its target ended there.
 */
export async function copiedSamples(url: string, until: number): Promise<{ storage: Storage; times: number[] }> {
  const all = await rawSeries(url, until);
  const scrapes = new Map<string, number[]>();
  for (const { labels, points } of all)
    if (labels[NAME] === 'up')
      scrapes.set(
        targetOf(labels),
        points.map(({ at }) => at),
      );
  const kept = storage();
  for (const { labels, points } of all) {
    const values = new Map(points.map(({ at, value }) => [at, value]));
    let isCurrent = false;
    for (const at of scrapes.get(targetOf(labels)) ?? []) {
      const value = values.get(at);
      if (value !== undefined) kept.append(labels, at, value);
      else if (isCurrent) kept.append(labels, at, null);
      isCurrent = value !== undefined;
    }
  }
  return { storage: kept, times: [...new Set([...scrapes.values()].flat())].sort((a, b) => a - b) };
}
