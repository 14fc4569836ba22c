import { expect, test } from 'vitest';
import { lintQuery } from '../../../promql/lint.ts';
import type { Vocabulary } from '../../../promql/vocabulary.ts';

const LABELS: Record<string, string[]> = {
  hits: ['user', 'model', 'pod'],
  refused: ['limit', 'pod'],
  latency_bucket: ['le', 'code'],
};
const VOCABULARY: Vocabulary = {
  has: (metric) => (metric in LABELS ? true : metric.startsWith('foreign_') ? undefined : false),
  labels: (metric) => (metric in LABELS ? new Set(LABELS[metric]) : undefined),
  near: (metric) => (metric === 'hitz' ? 'hits' : undefined),
  where: ' here',
};
const whats = (query: string): string[] => lintQuery(query, VOCABULARY).map(({ what }) => what);

test.each([
  'sum by (user) (rate(hits{model=~"a|b"}[5m]))',
  'topk(10, sum by (user) (hits{user!=""}))',
  'sum without (pod) (hits)',
  'histogram_quantile(0.9, sum by (le) (rate(latency_bucket[5m])))',
  'hits / on (pod) group_left (limit) refused',
  'sum(foreign_metric{anything="x"}) by (whatever)',
  'sum by (name) (label_replace(hits, "name", "$1", "user", "(.*)"))',
  'count_values by (model) ("value", hits)',
  'sum by (value) (count_values("value", hits))',
  'hits{tier=""}',
  'hits{tier!="free"}',
  'hits{tier=~".*"}',
  'increase(hits[5m] offset 1h)',
  'max_over_time(sum(hits)[1h:5m])',
  'hits or foreign_metric',
  '{__name__=~"hits|refused", pod="x"}',
  'vector(1)',
])('nothing is wrong with %s', (query) => {
  expect(whats(query)).toEqual([]);
});

test.each([
  ['', ['no PromQL: nothing at character 1']],
  ['sum(hits', ['no PromQL: the end at character 9']],
  ['sum by (user (hits)', ['no PromQL: "(hits)" at character 14']],
  ['tier(hits)', ['no PromQL: "(hits)" at character 5']],
  ['rate(hits)', ['rate needs a range, as in rate(metric[5m])']],
  ['sum(hits[5m])', ['sum of a range: hits[5m]']],
  ['hits[5m]', ['hits[5m] is a range: a panel draws values']],
  ['sum(hitz)', ['metric hitz does not exist here']],
  ['{"hitz"}', ['metric hitz does not exist here']],
  ['{__name__="hitz"}', ['metric hitz does not exist here']],
  ['hits{tier="free"}', ['hits has no label tier here, so {tier…} selects nothing']],
  ['hits{tier!=""}', ['hits has no label tier here, so {tier…} selects nothing']],
  ['hits{tier=~"a|b"}', ['hits has no label tier here, so {tier…} selects nothing']],
  ['sum(rate(hits[5m])) by (tier)', ['by (tier): hits has no label tier here']],
  ['sum by (user) (sum by (model) (hits))', ['by (user): the aggregation within has dropped user']],
  ['hits / on (tier) refused', ['on (tier): hits or refused has no label tier here']],
  ['sum(hits) / sum(refused) or vector(1)', ['"or vector(1)" shows a value where there is no data']],
  ['sum(hits) OR vector(1)', ['"or vector(1)" shows a value where there is no data']],
])('%s', (query, wrong) => {
  expect(whats(query)).toEqual(wrong);
});

test('a finding says what to do', () => {
  expect(lintQuery('hitz', VOCABULARY)[0]?.todo).toBe('ask for hits');
  expect(lintQuery('hits{tier="x"}', VOCABULARY)[0]?.todo).toBe('select by user, model, pod');
});
