import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabPrometheus, startLabPrometheus } from '../../lab/prometheus/start.ts';
import { counterMoves } from '../../platform/metrics/counter-moves.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { prometheus } from '../../platform/metrics/prometheus.ts';
import { limiterAlert } from '../../sandbox/edits/alerts.ts';
import { monitorRef } from '../../sandbox/edits/monitors.ts';
import { discover } from '../../sandbox/prometheus/discovery.ts';
import { JOBS, observedWorld } from '../unit/sandbox/prometheus/running-prometheus.ts';
import { availablePrometheus } from './prometheus-program.ts';

/** Prometheus takes over what changed in its targets every five seconds; the rest is for a busy machine. */
const FOLLOWED_WITHIN_MS = 30_000;
const POLL_MS = 100;

const program = await availablePrometheus();

/** What `read` gives once it is as wanted; the last it gave, where it never is. */
async function eventually<T>(read: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  const until = performance.now() + FOLLOWED_WITHIN_MS;
  let value = await read();
  while (!isWanted(value) && performance.now() < until) {
    await delay(POLL_MS);
    value = await read();
  }
  return value;
}

describe.skipIf(program === undefined).each(['guide', 'maas-0.0.2'] as const)(
  'a real Prometheus in %s',
  (installation) => {
    const { world, calls } = observedWorld(installation);
    let folder: string;
    let lab: LabPrometheus | undefined;
    let metrics: Metrics;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'maas-verify-lab-prometheus-'));
      lab = await startLabPrometheus(world, { prometheus: program ?? '', folder });
      metrics = prometheus({
        url: new URL(lab.url),
        reachedBy: 'the lab',
        advice: 'start the lab',
        dispatcher: new Agent(),
      });
    });
    afterAll(async () => {
      await metrics?.close();
      await lab?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('scrapes what the monitors select, with the labels of its pods', async () => {
      const targets = await metrics.targets();

      expect(targets.map(({ labels }) => labels)).toEqual(
        expect.arrayContaining(discover(world).map(({ labels }) => labels)),
      );
      expect(targets).toHaveLength(discover(world).length);
      const up = targets.filter(({ health }) => health === 'up').map(({ job }) => job);
      expect(up.sort()).toEqual(JOBS[installation].toSorted());
      expect(await metrics.query('alive')).toHaveLength(JOBS[installation].length);
      expect(await metrics.names()).toEqual(expect.arrayContaining(['alive', 'up', 'scrape_duration_seconds']));
      expect(await metrics.trouble()).toBeUndefined();
    });

    test('follows a counter, and a delta over a marked interval is what was counted', async () => {
      const limiter = (await metrics.targets()).filter(({ job }) => job === 'limitador');
      const counted = { name: 'calls', labels: { who: 'me' } };

      const moves = await counterMoves({ metrics, counters: [counted], targets: limiter, alone: true }, async () => {
        calls.get('limitador')?.inc({ who: 'me' }, 7);
        calls.get('authorino')?.inc({ who: 'me' }, 2);
      });

      expect(moves).toEqual([7]);
    });

    test('a target that refuses is down, with its error, and its series end', async () => {
      const { targetsDown } = world.behaviour.prometheus;
      targetsDown.push('authorino');
      const authorino = async () => (await metrics.targets()).find(({ job }) => job === 'authorino');

      const down = await eventually(authorino, (target) => target?.health === 'down');

      expect(down).toMatchObject({ health: 'down', lastError: expect.stringContaining('connection refused') });
      expect(await metrics.query('alive{job="authorino"}')).toEqual([]);
      expect(await metrics.query('up{job="authorino"}')).toMatchObject([{ value: 0 }]);
      targetsDown.pop();
      expect((await eventually(authorino, (target) => target?.health === 'up'))?.health).toBe('up');
    });

    test('loads rules, evaluates them, and leaves out an object with one that is no PromQL', async () => {
      limiterAlert(world.objects, { name: 'LimiterAlive', expr: 'alive{job="limitador"} == 1' });

      const firing = await eventually(metrics.rules, (rules) =>
        rules.some(({ name, firing }) => name === 'LimiterAlive' && firing.length > 0),
      );

      expect(firing.map(({ name }) => name).sort()).toEqual(['LimiterAlive', 'Watchdog']);
      const { namespace } = monitorRef(world.objects, 'ServiceMonitor', 'limitador-metrics');
      expect(firing.find(({ name }) => name === 'LimiterAlive')?.firing).toMatchObject([
        { namespace, severity: 'warning' },
      ]);

      limiterAlert(world.objects, { name: 'LimiterAlive', expr: 'sum(alive) by < 1' });
      const left = await eventually(metrics.rules, (rules) => rules.length === 1);
      expect(left.map(({ name }) => name)).toEqual(['Watchdog']);
    });

    test('a metric that is dropped is no longer there', async () => {
      world.behaviour.prometheus.droppedMetrics.push('calls');

      const series = await eventually(
        () => metrics.query('calls'),
        (samples) => samples.length === 0,
      );

      expect(series).toEqual([]);
      expect(await metrics.query('alive')).toHaveLength(JOBS[installation].length);
    });

    test('an endpoint that is not ready is no target any more, and its series end', async () => {
      const isReady = (ready: boolean): void => {
        for (const { apiVersion, metadata } of world.objects.all('EndpointSlice')) {
          if (!metadata.name.startsWith('limitador')) continue;
          const { name, namespace } = metadata;
          world.objects.edit({ apiVersion, kind: 'EndpointSlice', name, namespace }, (slice) => {
            for (const endpoint of slice['endpoints']) endpoint.conditions.ready = ready;
          });
        }
      };
      const jobs = async () => (await metrics.targets()).map(({ job }) => job);
      const up = () => metrics.query('up{job="limitador"}');

      isReady(false);
      expect(await eventually(jobs, (known) => !known.includes('limitador'))).not.toContain('limitador');
      expect(await eventually(up, (samples) => samples.length === 0)).toEqual([]);

      isReady(true);
      expect(await eventually(jobs, (known) => known.includes('limitador'))).toContain('limitador');
      expect(await eventually(up, (samples) => samples.length === 1)).toMatchObject([{ value: 1 }]);
    });

    test('a monitor that goes takes its targets along', async () => {
      const jobs = async () => (await metrics.targets()).map(({ job }) => job).sort();
      const before = await jobs();
      world.objects.remove(monitorRef(world.objects, 'ServiceMonitor', 'limitador-metrics'));

      const left = await eventually(jobs, (known) => !known.includes('limitador'));

      expect(left).toEqual(before.filter((job) => job !== 'limitador'));
    });
  },
);
