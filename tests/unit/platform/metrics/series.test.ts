import { expect, test } from 'vitest';
import { durationSeconds } from '../../../../platform/duration.ts';
import { targetProblem } from '../../../../platform/metrics/freshness.ts';
import type { Sample, Target } from '../../../../platform/metrics/metrics.ts';
import { isPodOf } from '../../../../platform/metrics/scraped.ts';
import { distinctSeries, duplicateSeries } from '../../../../platform/metrics/series.ts';

const sample = (labels: Record<string, string>): Sample => ({
  labels: {
    __name__: 'limitador_up',
    namespace: 'kuadrant-system',
    pod: 'limitador-1',
    instance: '10.0.0.1:8080',
    ...labels,
  },
  value: 1,
  at: 0,
});

test('the same process under two jobs is one series, and is named', () => {
  const samples = [
    sample({ job: 'limitador', service: 'limitador' }),
    sample({ job: 'ns/kuadrant-limitador-monitor' }),
  ];
  expect(distinctSeries(samples)).toHaveLength(1);
  expect(duplicateSeries(samples)).toEqual([
    'limitador_up of kuadrant-system/limitador-1: jobs limitador, ns/kuadrant-limitador-monitor',
  ]);
});

test('two replicas, two ports and two users are different series', () => {
  const samples = [
    sample({ job: 'limitador' }),
    sample({ job: 'limitador', pod: 'limitador-2', instance: '10.0.0.2:8080' }),
    sample({ job: 'limitador', instance: '10.0.0.1:9090' }),
    sample({ job: 'limitador', user: 'a' }),
  ];
  expect(distinctSeries(samples)).toEqual(samples);
  expect(duplicateSeries(samples)).toEqual([]);
});

test.each([
  ['30s', 30],
  ['1m30s', 90],
  ['250ms', 0.25],
  ['1h', 3_600],
  ['30', Number.NaN],
  ['', Number.NaN],
  ['5 m', Number.NaN],
])('duration %s', (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});

const target: Target = {
  job: 'authorino',
  instance: '10.0.0.2:8080',
  labels: {},
  health: 'up',
  lastError: '',
  lastScrape: 1_000,
  scrapeIntervalSeconds: 30,
};

test('a target counts while it is up and scraped within two intervals', () => {
  expect(targetProblem(target, 1_065)).toBeUndefined();
  expect(targetProblem(target, 1_300)).toBe(
    'authorino 10.0.0.2:8080 was last scraped 300 s ago, at an interval of 30 s',
  );
  expect(targetProblem({ ...target, health: 'unknown' }, 1_001)).toBe(
    'authorino 10.0.0.2:8080 is unknown: no error given',
  );
});

test('a pod belongs to a workload by namespace and name', () => {
  const workload = { name: 'maas-api', namespaces: ['opendatahub', 'maas'] };
  expect(isPodOf(workload, { namespace: 'maas', name: 'maas-api-6c8d5f7b9c-x7k2p' })).toBe(true);
  expect(isPodOf(workload, { namespace: 'maas', name: 'maas-apiserver-1' })).toBe(false);
  expect(isPodOf(workload, { namespace: 'other', name: 'maas-api-1' })).toBe(false);
  expect(isPodOf(workload, {})).toBe(false);
});
