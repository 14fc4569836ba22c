import { expect, test } from 'vitest';
import { boardsIn, NoDocument } from '../../../promql/documents.ts';

const GRAFANA = {
  title: 'Tokens',
  templating: {
    list: [
      { name: 'user', type: 'query', query: { query: 'label_values(hits{model="$model"}, user)' } },
      { name: 'n', type: 'custom', query: '5,10', current: { value: '5' } },
      { name: 'all', type: 'query', query: 'label_values(user)', current: { value: '$__all' } },
    ],
  },
  panels: [
    { title: 'Top', targets: [{ expr: 'topk($n, hits)' }, { rawSql: 'select 1' }] },
    { title: 'Row', type: 'row', panels: [{ title: 'Inner', targets: [{ expr: 'rate(hits[$__range])' }] }] },
  ],
};
const PERSES = {
  kind: 'PersesDashboard',
  metadata: { name: 'usage' },
  spec: {
    display: { name: 'Usage' },
    variables: [
      {
        kind: 'ListVariable',
        spec: {
          name: 'user',
          plugin: { kind: 'PrometheusLabelValuesVariable', spec: { labelName: 'user', matchers: ['hits'] } },
        },
      },
    ],
    panels: {
      first: {
        kind: 'Panel',
        spec: {
          display: { name: 'Hits' },
          queries: [
            {
              kind: 'TimeSeriesQuery',
              spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: 'sum(hits{user="$user"})' } } },
            },
            { kind: 'LogQuery', spec: { plugin: { kind: 'LokiLogQuery', spec: { query: '{a="b"}' } } } },
          ],
        },
      },
    },
  },
};
const queries = (document: unknown): [string, string][] =>
  boardsIn(JSON.stringify(document)).flatMap((board) =>
    board.queries.map(({ panel, query }): [string, string] => [`${board.title}/${panel}`, query]),
  );
const FROM_GRAFANA = [
  ['Tokens/Top', 'topk(5, hits)'],
  ['Tokens/Inner', 'rate(hits[5m])'],
  ['Tokens/variable user', 'group by (user) (hits{model=~".*"})'],
];

test('a Grafana board: panels, rows and what variables ask', () => {
  expect(queries(GRAFANA)).toEqual(FROM_GRAFANA);
});

test.each([
  ['as the API wraps it', { dashboard: GRAFANA, meta: {} }],
  ['as an object', { kind: 'GrafanaDashboard', metadata: { name: 'x' }, spec: { json: JSON.stringify(GRAFANA) } }],
  [
    'in a ConfigMap',
    { kind: 'ConfigMap', metadata: { name: 'x' }, data: { 'a.json': JSON.stringify(GRAFANA), 'b.txt': 'x' } },
  ],
  [
    'in a list',
    {
      kind: 'List',
      items: [{ kind: 'GrafanaDashboard', metadata: { name: 'x' }, spec: { json: JSON.stringify(GRAFANA) } }],
    },
  ],
])('%s', (_, document) => {
  expect(queries(document)).toEqual(FROM_GRAFANA);
});

test('a board of rows, from before Grafana 5', () => {
  expect(queries({ title: 'Old', rows: [{ panels: [{ title: 'A', targets: [{ expr: 'up' }] }] }] })).toEqual([
    ['Old/A', 'up'],
  ]);
});

test('a Perses board, of either version', () => {
  const wanted = [
    ['Usage/Hits', 'sum(hits{user=~".*"})'],
    ['Usage/variable user', 'group by (user) (hits)'],
  ];
  expect(queries(PERSES)).toEqual(wanted);
  expect(queries({ ...PERSES, spec: { config: PERSES.spec } })).toEqual(wanted);
});

test('what is no board has none', () => {
  expect(boardsIn('title: A thing')).toEqual([]);
  expect(boardsIn('')).toEqual([]);
  expect(boardsIn('[]')).toEqual([]);
  expect(() => boardsIn('{"a": ')).toThrow(NoDocument);
});

test('several documents of one file', () => {
  const text = `${JSON.stringify(GRAFANA)}\n---\n${JSON.stringify(PERSES)}\n`;
  expect(boardsIn(text).map(({ title }) => title)).toEqual(['Tokens', 'Usage']);
});
