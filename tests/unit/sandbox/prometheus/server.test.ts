import { afterEach, describe, expect, test } from 'vitest';
import { monitorRef, scrapeAgain } from '../../../../sandbox/edits/monitors.ts';
import { JOBS, observedWorld, running } from './running-prometheus.ts';

/** Monitors and pods are looked up again every five seconds; the rest is for a busy machine. */
const FOLLOWED_WITHIN_MS = 30_000;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});
async function started(world: Parameters<typeof running>[0]) {
  const prometheus = await running(world);
  opened.push(prometheus);
  return prometheus;
}

describe.each(['guide', 'maas-0.0.2'] as const)('the monitors of %s', (installation) => {
  test('lead to every job, once', async () => {
    const { world } = observedWorld(installation);
    const prometheus = await started(world);

    const targets = await prometheus.targets();

    const up = targets.filter(({ health }) => health === 'up').map(({ labels }) => labels['job']);
    expect(up.sort()).toEqual(JOBS[installation].toSorted());
    const alive = await prometheus.query('alive');
    expect(alive.map(({ metric }) => metric['job']).sort()).toEqual(JOBS[installation].toSorted());
    expect(alive.every(({ metric }) => metric['pod'] !== undefined && metric['namespace'] !== undefined)).toBe(true);
  });
});

test('a counter is seen after the next scrape, in full', async () => {
  const { world, calls } = observedWorld('guide');
  const prometheus = await started(world);

  calls.get('limitador')?.inc({ who: 'a "quoted" name' }, 7);
  await prometheus.scraped();

  const [sample, ...more] = await prometheus.query('sum by (who) (calls{job="limitador"})');
  expect(more).toEqual([]);
  expect(sample?.metric).toEqual({ who: 'a "quoted" name' });
  expect(sample?.value[1]).toBe('7');
});

test('the query API answers forms, ranges, series and labels, and errors as Prometheus does', async () => {
  const { world } = observedWorld('guide');
  const { ask } = await started(world);
  const now = Date.now() / 1_000;

  const form = { method: 'POST', body: new URLSearchParams({ query: 'alive{job="maas-api"}' }) };
  expect((await ask('query', form)).data).toMatchObject({
    resultType: 'vector',
    result: [{ value: [expect.any(Number), '1'] }],
  });
  expect((await ask(`query_range?query=vector(2)&start=${now - 4}&end=${now}&step=2`)).data).toMatchObject({
    resultType: 'matrix',
    result: [
      {
        values: [
          [expect.any(Number), '2'],
          [expect.any(Number), '2'],
          [expect.any(Number), '2'],
        ],
      },
    ],
  });
  expect((await ask('series?match[]=alive{job="limitador"}')).data).toEqual([
    expect.objectContaining({ __name__: 'alive' }),
  ]);
  expect((await ask('label/job/values?match[]=alive')).data).toEqual(JOBS.guide.toSorted());
  expect((await ask('labels')).data).toContain('pod');
  expect((await ask('rules')).data).toMatchObject({ groups: [{ rules: [{ name: 'Watchdog', state: 'firing' }] }] });
  expect((await ask('alerts')).data).toMatchObject({ alerts: [{ labels: { alertname: 'Watchdog' }, value: '1e+00' }] });
  expect((await ask('label/__name__/values')).data).toEqual(
    expect.arrayContaining([
      'ALERTS',
      'ALERTS_FOR_STATE',
      'scrape_samples_post_metric_relabeling',
      'scrape_series_added',
    ]),
  );
  expect(Object.keys((await ask('metadata?limit=1')).data ?? {})).toHaveLength(1);
  expect(await ask('targets?state=nonsense')).toMatchObject({ status: 'success', data: { activeTargets: [] } });

  expect(await ask('query?query=sum(')).toMatchObject({
    status: 'error',
    errorType: 'bad_data',
    error: expect.stringMatching(/^invalid parameter "query": 1:5: parse error/),
  });
  expect(await ask('query?query=1&timeout=soon')).toMatchObject({
    error: 'invalid parameter "timeout": cannot parse "soon" to a valid duration',
  });
  expect(await ask(`query_range?query=up&start=${now}&end=${now}&step=0`)).toMatchObject({
    error: expect.stringMatching(/^invalid parameter "step": zero or negative/),
  });
  expect(await ask(`query_range?query=up[1m]&start=${now}&end=${now}&step=1`)).toMatchObject({
    error: 'invalid expression type "range vector" for range query, must be Scalar or instant Vector',
  });
  expect(await ask('query?query=stddev(alive)')).toMatchObject({ status: 'error', errorType: 'execution' });
  expect(await ask('query')).toMatchObject({ status: 'error', errorType: 'bad_data' });
  expect(await ask(`query_range?query=up&start=0&end=${now}&step=1`)).toMatchObject({
    error: expect.stringContaining('11,000'),
  });
});

test('statuses of errors are those of Prometheus', async () => {
  const { url } = await started(observedWorld('guide').world);
  const status = async (path: string) => (await fetch(`${url}${path}`)).status;

  expect(await status('/api/v1/query?query=sum(')).toBe(400);
  expect(await status('/api/v1/query?query=stddev(up)')).toBe(422);
  expect(await status('/-/ready')).toBe(200);
  expect(await status('/nowhere')).toBe(404);
});

test('a target that refuses is down, with its error, and its series end', async () => {
  const { world } = observedWorld('guide');
  const prometheus = await started(world);
  expect(await prometheus.query('alive{job="authorino"}')).toHaveLength(1);

  world.behaviour.prometheus.targetsDown.push('authorino');
  await prometheus.scraped();

  const target = (await prometheus.targets()).find(({ labels }) => labels['job'] === 'authorino');
  expect(target).toMatchObject({ health: 'down', lastError: expect.stringContaining('refused') });
  expect(await prometheus.query('alive{job="authorino"}')).toEqual([]);
  expect((await prometheus.query('up{job="authorino"}'))[0]?.value[1]).toBe('0');
});

test('what is dropped on ingestion has been scraped', async () => {
  const { world } = observedWorld('guide');
  world.behaviour.prometheus.droppedMetrics.push('alive');
  const { query } = await started(world);
  const numberOf = async (name: string) => (await query(`${name}{job="limitador"}`))[0]?.value[1];

  const scraped = Number(await numberOf('scrape_samples_scraped'));
  expect(Number(await numberOf('scrape_samples_post_metric_relabeling'))).toBe(scraped - 1);
});

test('a target that its monitor no longer selects ends with its series; one whose monitor has gone leaves them', async () => {
  const { world } = observedWorld('guide');
  const prometheus = await started(world);
  for (const { apiVersion, metadata } of world.objects.all('EndpointSlice', 'limitador-system')) {
    world.objects.edit(
      { apiVersion, kind: 'EndpointSlice', name: metadata.name, namespace: metadata.namespace },
      (slice) => {
        for (const endpoint of slice['endpoints']) endpoint.conditions.ready = false;
      },
    );
  }
  world.objects.remove(monitorRef(world.objects, 'PodMonitor', 'authorino-server-metrics'));

  const jobs = async () => (await prometheus.targets()).map(({ labels }) => labels['job']);
  await expect.poll(jobs, { timeout: FOLLOWED_WITHIN_MS }).not.toContain('limitador');
  expect(await jobs()).not.toContain('authorino');
  await prometheus.scraped();

  expect(await prometheus.query('{job="limitador",__name__=~"up|alive"}')).toEqual([]);
  expect(await prometheus.query('{job="authorino",__name__=~"up|alive"}')).toHaveLength(2);
});

test('a job that is no longer scraped keeps an old last scrape', async () => {
  const { world } = observedWorld('guide');
  world.behaviour.prometheus.staleJobs.push('authorino');
  const prometheus = await started(world);

  const target = (await prometheus.targets()).find(({ labels }) => labels['job'] === 'authorino');

  expect(target?.health).toBe('up');
  expect(Date.now() - Date.parse(target?.lastScrape ?? '')).toBeGreaterThan(300_000);
});

test('frozen scrapes bring what the first one brought', async () => {
  const { world, calls } = observedWorld('guide');
  world.behaviour.prometheus.frozenJobs.push('limitador');
  const prometheus = await started(world);

  calls.get('limitador')?.inc({ who: 'me' });
  await prometheus.scraped();

  expect(await prometheus.query('alive{job="limitador"}')).toHaveLength(1);
  expect(await prometheus.query('calls{job="limitador"}')).toEqual([]);
});

test('a second monitor of the same pod makes every series double', async () => {
  const { world } = observedWorld('maas-0.0.2');
  scrapeAgain(world.objects, monitorRef(world.objects, 'ServiceMonitor', 'limitador-metrics'));
  const prometheus = await started(world);

  const series = await prometheus.query('alive{namespace="kuadrant-system",pod=~"limitador.*"}');

  expect(series.map(({ metric }) => metric['job']).sort()).toEqual([
    'kuadrant-system/kuadrant-limitador-monitor',
    'limitador',
  ]);
});

test('nothing is scraped while user workload monitoring is off', async () => {
  const { world } = observedWorld('guide');
  const config = { kind: 'ConfigMap', namespace: 'openshift-monitoring', name: 'cluster-monitoring-config' };
  world.objects.edit(config, (object) => {
    object['data'] = {};
  });
  const prometheus = await started(world);

  expect(await prometheus.targets()).toEqual([]);
  expect(await prometheus.query('up')).toEqual([]);
});

test('down: nothing listens at its address', async () => {
  const { world } = observedWorld('guide');
  world.behaviour.prometheus.down = true;
  const prometheus = await started(world);

  await expect(fetch(`${prometheus.url}/-/ready`)).rejects.toThrow('fetch failed');
});

test('not ready: 503 to queries, alive to its probe', async () => {
  const { world } = observedWorld('guide');
  world.behaviour.prometheus.notReady = true;
  const prometheus = await started(world);

  expect((await fetch(`${prometheus.url}/api/v1/query?query=up`)).status).toBe(503);
  expect((await fetch(`${prometheus.url}/-/healthy`)).status).toBe(200);
});
