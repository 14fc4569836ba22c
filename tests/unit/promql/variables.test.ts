import { expect, test } from 'vitest';
import { readQuery } from '../../../promql/query.ts';
import { filled } from '../../../promql/variables.ts';

const VALUES = new Map([
  ['n', '5'],
  ['window', '10m'],
]);

test.each([
  ['rate(hits[$__rate_interval])', 'rate(hits[5m])'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how Grafana writes variables
  ['rate(hits[${__interval}])', 'rate(hits[5m])'],
  ['rate(hits[$window])', 'rate(hits[10m])'],
  ['rate(hits[[[window]]])', 'rate(hits[10m])'],
  ['rate(hits[$unheard])', 'rate(hits[5m])'],
  ['topk($n, hits)', 'topk(5, hits)'],
  ['hits{user="$user"}', 'hits{user=~".*"}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how Grafana writes variables
  ['hits{user=~"${user:regex}", model!="$model"}', 'hits{user=~".*", model!~".*"}'],
  ['hits{user=~"$user-.*"}', 'hits{user=~".*-.*"}'],
  ['label_replace(hits, "to", "$1", "from", "(.*)$")', 'label_replace(hits, "to", "$1", "from", "(.*)$")'],
])('%s', (text, query) => {
  expect(filled(text, VALUES)).toEqual({ query, unknown: [] });
  expect(readQuery(query)).not.toHaveProperty('at');
});

test('a variable without a value is named', () => {
  expect(filled('$metric / topk($n, x)', VALUES)).toEqual({ query: '$metric / topk(5, x)', unknown: ['metric'] });
});
