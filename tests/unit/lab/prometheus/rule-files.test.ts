import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { expressionsOf, ruleFile, ruleFileName } from '../../../../lab/prometheus/rule-files.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const rules = (namespace: string): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'limits', namespace },
  spec: {
    groups: [
      {
        name: 'limits',
        interval: '2m',
        rules: [
          { alert: 'Down', expr: 'up == 0', for: '5m', labels: { namespace: 'elsewhere', severity: 'warning' } },
          { record: 'one', expr: 1 },
        ],
      },
    ],
  },
});

test('rules of a user’s namespace are of that namespace, whatever they say; the platform’s are left alone', () => {
  expect(parse(ruleFile(rules('maas'), { realWindows: true }))).toEqual({
    groups: [
      {
        name: 'limits',
        interval: '2m',
        rules: [
          { alert: 'Down', expr: 'up == 0', for: '5m', labels: { namespace: 'maas', severity: 'warning' } },
          { record: 'one', expr: '1', labels: { namespace: 'maas' } },
        ],
      },
    ],
  });
  expect(parse(ruleFile(rules('openshift-monitoring'), { realWindows: true }))).toMatchObject({
    groups: [{ rules: [{ labels: { namespace: 'elsewhere' } }, { labels: {} }] }],
  });
});

test('with short clocks nothing waits', () => {
  const file: unknown = parse(ruleFile(rules('maas'), { realWindows: false }));
  expect(file).not.toHaveProperty('groups.0.interval');
  expect(file).not.toHaveProperty('groups.0.rules.0.for');
});

test('a file is named by its object, and its expressions are texts', () => {
  expect(ruleFileName(rules('maas'))).toBe('maas-limits.yaml');
  expect(expressionsOf(rules('maas'))).toEqual(['up == 0', '1']);
});
