import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLabPrometheus } from '../../lab/prometheus/start.ts';
import { limiterAlert } from '../../sandbox/edits/alerts.ts';
import type { ScrapedWorld } from '../../sandbox/prometheus/scraped-world.ts';
import { startPrometheus } from '../../sandbox/prometheus/server.ts';
import { observedWorld } from '../unit/sandbox/prometheus/running-prometheus.ts';
import { availablePrometheus } from './prometheus-program.ts';

/** Scrapes and evaluations of rules enough that both have seen the same. */
const SETTLED_MS = 1_500;

const program = await availablePrometheus();

/** Requests whose answers must be the same, but for what `normal` takes away. */
const SAME = [
  'targets?state=active',
  'targets?state=dropped',
  'targets?state=nonsense',
  'rules',
  'alerts',
  'metadata?metric=calls',
  'metadata?limit=0',
  'labels',
  'labels?match[]=calls',
  'labels?start=0&end=1',
  'label/job/values',
  'label/__name__/values',
  'label/job/values?match[]=calls',
  'label/bad-name/values',
  'series',
  'series?match[]=calls&match[]=up',
  'query',
  'query?query=',
  'query?query=up{job="limitador"}',
  'query?query=ALERTS',
  'query?query=job:alive:sum',
  'query?query={__name__=~"scrape_s.*",job="limitador"}',
  'query?query=scrape_samples_post_metric_relabeling',
  'query?query=1&time=1700000000.123456',
  'query?query=1&time=2026-11-28T00:00:00Z',
  'query?query=up&time=yesterday',
  'query?query=1&timeout=soon',
  'query?query="a"',
  'query?query=up * on (namespace) alive',
  'query_range?query=1',
  'query_range?query=1&start=10&end=5&step=1',
  'query_range?query=1&start=5&end=10&step=0',
  'query_range?query=1&start=5&end=10',
  'query_range?query=1&start=5&end=10&step=often',
  'query_range?query=1&start=0&end=20000&step=1',
  'query_range?query=1&start=5&end=10&step=2',
  'query_range?query=up[1m]&start=5&end=10&step=1',
  'query_range?query="a"&start=5&end=10&step=1',
];

/** Requests that both refuse, each with words of its own. */
const REFUSED = [
  'query?query=sum(',
  'query?query={}',
  'query?query=rate(up)',
  'query?query=1 > 2',
  'query?query=up[0s]',
  'series?match[]=rate(calls[1m])',
  'series?match[]=calls offset 5m',
  'nowhere',
];

/** An installation in which something is dropped, down, alerted of and recorded. */
function eventfulWorld(): ScrapedWorld {
  const { world, calls } = observedWorld('guide');
  calls.get('limitador')?.inc({ who: 'me' }, 3);
  world.behaviour.prometheus.targetsDown.push('maas-api');
  const { metadata } = limiterAlert(world.objects, { name: 'LimiterAlive', expr: 'alive{job="limitador"} == 1' });
  world.objects.put({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'recorded', namespace: metadata.namespace },
    spec: {
      groups: [
        {
          name: 'recorded',
          rules: [
            { record: 'job:alive:sum', expr: 'sum by (job) (alive)', labels: { who: 'the rule' } },
            { alert: 'Quiet', expr: 'alive == 0' },
            { alert: 'Impossible', expr: 'label_replace(up, "no-name", "", "job", "")' },
          ],
        },
      ],
    },
  });
  return world;
}

describe.skipIf(program === undefined)('the sandbox’s Prometheus beside a real one', () => {
  let folder: string;
  let urls: { real: string; sandbox: string };
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maas-verify-lab-prometheus-api-'));
    const world = eventfulWorld();
    const real = await startLabPrometheus(world, { prometheus: program ?? '', folder });
    const sandbox = await startPrometheus(world, { port: 0 });
    closers.push(real.close, sandbox.close);
    urls = { real: real.url, sandbox: sandbox.url };
    await delay(SETTLED_MS);
  });
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (url: string, path: string) => {
    const response = await fetch(`${url}/api/v1/${path}`);
    const text = await response.text();
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: response.status, body: normal(body) };
  };

  test.each(SAME)('answers %s alike', async (path) => {
    expect(await ask(urls.sandbox, path)).toEqual(await ask(urls.real, path));
  });

  test.each(REFUSED)('refuses %s alike', async (path) => {
    const [sandbox, real] = [await ask(urls.sandbox, path), await ask(urls.real, path)];
    expect(sandbox.status).toBe(real.status);
    expect(kindOf(sandbox.body)).toEqual(kindOf(real.body));
  });
});

/** Of the release, of the operator’s many labels of discovery, or clocks that differ. */
const NOT_COMPARED = ['droppedTargetCounts', 'discoveredLabels', 'interval', 'scrapeInterval', 'scrapeTimeout'];
/** How long something took. */
const DURATIONS = ['lastScrapeDuration', 'evaluationTime'];
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$/;
/** Unix seconds of this century, with milliseconds. */
const isRecent = (value: number): boolean => value > 1_790_000_000;

/** An answer without its times and durations, its arrays in an order. */
function normal(value: unknown): unknown {
  if (typeof value === 'number') return isRecent(value) ? 'now' : value;
  if (typeof value === 'string') return TIME.test(value) || isRecent(Number(value)) ? 'now' : value;
  if (Array.isArray(value)) return isPoint(value) ? value.map(normal) : value.map(normal).sort(byText);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !NOT_COMPARED.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, normalField(key, field)]));
}

function normalField(key: string, field: unknown): unknown {
  if (DURATIONS.includes(key)) return typeof field;
  if (key === 'file') return basename(String(field));
  // The real one is told of a refused connection by a proxy.
  if (key === 'lastError') return field === '' ? '' : 'trouble';
  return normal(field);
}

/** A moment and a value. */
const isPoint = (value: unknown[]): boolean => value.length === 2 && typeof value[0] === 'number';
const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What kind of error an answer is. */
const kindOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'errorType' in body ? body.errorType : body;
