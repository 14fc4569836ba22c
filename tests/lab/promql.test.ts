import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LabPrometheus, startLabPrometheus } from '../../lab/prometheus/start.ts';
import { failure } from '../../sandbox/prometheus/answers.ts';
import { type Labels, labelsKey } from '../../sandbox/prometheus/labels.ts';
import { queryApi } from '../../sandbox/prometheus/query-api.ts';
import type { Storage } from '../../sandbox/prometheus/storage.ts';
import { observedWorld } from '../unit/sandbox/prometheus/running-prometheus.ts';
import { availablePrometheus } from './prometheus-program.ts';
import { EXPRESSIONS, NUMBERS, REFUSED } from './promql-cases.ts';
import { copiedSamples, numberOf } from './raw-samples.ts';
import { exposeLoad } from './scraped-load.ts';

/** How long is scraped, and when in it a target is down. */
const LOAD_MS = 8_000;
const DOWN_AFTER_MS = 3_000;
const DOWN_MS = 1_500;
/** So far back from the end are the moments at which is asked: while a target is down, while it is up again, and later. */
const MOMENTS_BACK_MS = [4_200, 2_500, 1_200];
const SCRAPE_MS = 500;
/** Sums are added up in another order: the last digits differ. */
const RELATIVE = 1e-9;

/** A multiple of the scrapes' interval, as `between` wants it. */
const RANGE_STEP_MS = 1_000;
const RANGE_STEPS = 3;
/** Answers to these have an order. */
const IS_ORDERED = /^(sort|sort_desc|topk|bottomk)\(/;

const program = await availablePrometheus();

const Point = z.tuple([z.number(), z.string()]);
const Result = z.union([
  z.object({ resultType: z.enum(['scalar', 'string']), result: Point }),
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: Point })),
  }),
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(Point) })),
  }),
]);
type Result = z.infer<typeof Result>;
const Answer = z.union([
  z.object({ status: z.literal('success'), data: Result }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
]);

describe.skipIf(program === undefined)('the sandbox’s PromQL beside Prometheus’ own', () => {
  const { world } = observedWorld('guide');
  let folder: string;
  let lab: LabPrometheus;
  let copied: Storage;
  let moments: number[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maas-verify-lab-promql-'));
    const stop = exposeLoad(world);
    lab = await startLabPrometheus(world, { prometheus: program ?? '', folder });
    const start = Date.now();
    await delay(DOWN_AFTER_MS);
    world.behaviour.prometheus.targetsDown.push('authorino');
    await delay(DOWN_MS);
    world.behaviour.prometheus.targetsDown.pop();
    await delay(start + LOAD_MS - Date.now());
    stop();
    const { storage, times } = await copiedSamples(lab.url, Date.now());
    copied = storage;
    moments = MOMENTS_BACK_MS.map((back) => between(times, (times.at(-1) ?? 0) - back));
  }, 60_000);
  afterAll(async () => {
    await lab?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What Prometheus and the sandbox answer to the same request, with their statuses. */
  const both = async (path: string, parameters: Record<string, string>) => {
    const asked = `${path}?${new URLSearchParams(parameters)}`;
    const sandbox = queryApi(copied).onError((error, c) => failure(c, error));
    const [mine, real] = await Promise.all([sandbox.request(asked), fetch(`${lab.url}/api/v1${asked}`)]);
    expect(mine.status).toBe(real.status);
    return { real: Answer.parse(await real.json()), mine: Answer.parse(await mine.json()) };
  };

  test.each(EXPRESSIONS)('%s', async (query) => {
    for (const at of moments) {
      const { real, mine } = await both('/query', { query, time: String(at / 1_000) });
      if (real.status === 'error' || mine.status === 'error')
        throw new Error(`refused: ${JSON.stringify({ real, mine })}`);
      expect(mine.data.resultType).toBe(real.data.resultType);
      expect(comparable(mine.data)).toEqual(comparable(real.data));
      if (IS_ORDERED.test(query)) expect(valuesOf(mine.data)).toEqual(valuesOf(real.data));
    }
  });

  test.each(EXPRESSIONS)('over a range: %s', async (query) => {
    const [at = 0] = moments;
    const end = at + RANGE_STEPS * RANGE_STEP_MS;
    const parameters = {
      query,
      start: String(at / 1_000),
      end: String(end / 1_000),
      step: String(RANGE_STEP_MS / 1_000),
    };

    const { real, mine } = await both('/query_range', parameters);

    if (real.status === 'error' || mine.status === 'error')
      expect(mine).toMatchObject({ ...real, error: expect.any(String) });
    else expect(comparable(mine.data)).toEqual(comparable(real.data));
  });

  test.each(REFUSED)('refuses %s', async (query) => {
    const { real, mine } = await both('/query', { query, time: String((moments[0] ?? 0) / 1_000) });
    expect(real.status).toBe('error');
    expect(mine).toMatchObject({ ...real, error: expect.any(String) });
  });

  test.each(NUMBERS)('writes %s as Prometheus does', async (query) => {
    const { real, mine } = await both('/query', { query, time: String((moments[0] ?? 0) / 1_000) });
    expect(mine).toEqual(real);
  });
});

/**
 * A moment at or shortly after `at` that no sample was taken at, nor whole intervals before or after: releases of Prometheus differ in
 * whether a range contains its older end.
 */
function between(times: number[], at: number): number {
  const taken = new Set(times.map((time) => time % SCRAPE_MS));
  const free = Array.from({ length: SCRAPE_MS }, (_, index) => at + index).find((time) => !taken.has(time % SCRAPE_MS));
  if (free === undefined) throw new Error('at every millisecond something was scraped');
  return free;
}

/** A result whose order does not count, with numbers rounded to what can be equal. */
function comparable({ resultType, result }: Result): unknown {
  switch (resultType) {
    case 'string':
      return result[1];
    case 'scalar':
      return rounded(result[1]);
    case 'vector':
      return byLabels(result.map(({ metric, value: [, value] }) => [metric, rounded(value)] as const));
    case 'matrix':
      return byLabels(
        result.map(({ metric, values }) => [metric, values.map(([at, value]) => [at, rounded(value)])] as const),
      );
  }
}

/** The values in the order of the answer. */
const valuesOf = ({ resultType, result }: Result): unknown =>
  resultType === 'vector' ? result.map(({ value: [, value] }) => rounded(value)) : undefined;

const byLabels = (entries: (readonly [Labels, unknown])[]): unknown =>
  Object.fromEntries(entries.map(([labels, value]) => [labelsKey(labels), value]));

const rounded = (text: string): number => {
  const value = numberOf(text);
  return Number.isFinite(value) ? Number(value.toPrecision(-Math.log10(RELATIVE))) : value;
};
