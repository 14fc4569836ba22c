import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ConfigurationOptions, prometheusYaml } from '../../../../lab/prometheus/configuration.ts';
import type { Pool } from '../../../../lab/prometheus/pools.ts';

const POOL: Pool = {
  name: 'serviceMonitor/maas/maas-api-metrics/0',
  interval: '15s',
  honorLabels: false,
  metricRelabelings: [{ action: 'LabelDrop', sourceLabels: ['a', 'b'], regex: 'x', targetLabel: 'c' }],
};

const written = (options: Partial<ConfigurationOptions> = {}): unknown =>
  parse(
    prometheusYaml({
      pools: [POOL],
      expositionUrl: 'http://127.0.0.1:4000',
      ruleFiles: '/rules/*.yaml',
      droppedMetrics: ['noise'],
      realWindows: false,
      ...options,
    }),
  );

test('a pool is named as the operator names it, and scraped through the exposition server', () => {
  expect(written()).toMatchObject({
    rule_files: ['/rules/*.yaml'],
    scrape_configs: [
      {
        job_name: POOL.name,
        proxy_url: 'http://serviceMonitor%2Fmaas%2Fmaas-api-metrics%2F0@127.0.0.1:4000/',
        http_sd_configs: [{ url: 'http://127.0.0.1:4000/targets?pool=serviceMonitor%2Fmaas%2Fmaas-api-metrics%2F0' }],
      },
    ],
  });
});

test('relabelings are spelled as Prometheus spells them, and what is dropped is one', () => {
  expect(written()).toMatchObject({
    scrape_configs: [
      {
        metric_relabel_configs: [
          { action: 'labeldrop', source_labels: ['a', 'b'], regex: 'x', target_label: 'c' },
          { action: 'drop', source_labels: ['__name__'], regex: 'noise' },
        ],
      },
    ],
  });
});

test('with the release’s clocks a monitor’s interval counts; with short ones nobody’s', () => {
  expect(written({ realWindows: true })).toMatchObject({
    global: { scrape_interval: '30s', scrape_timeout: '10s' },
    scrape_configs: [{ scrape_interval: '15s' }],
  });
  const short = written();
  expect(short).toMatchObject({ global: { scrape_interval: expect.stringMatching(/ms$/) } });
  expect(short).not.toHaveProperty('scrape_configs.0.scrape_interval');
});
