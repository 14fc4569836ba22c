import { beforeAll, expect, test } from 'vitest';
import { queryResult } from '../../../../sandbox/prometheus/answers.ts';
import type { Labels } from '../../../../sandbox/prometheus/labels.ts';
import { evaluate } from '../../../../sandbox/prometheus/promql/evaluate.ts';
import { parsePromql } from '../../../../sandbox/prometheus/promql/parse.ts';
import { storage } from '../../../../sandbox/prometheus/storage.ts';

/** Five minutes of data, a point every 30 s, ending at NOW. */
const NOW = 1_800_000_000_000;
const STEP = 30_000;
const POINTS = 11;
const store = storage();

function series(labels: Labels, valueAt: (index: number) => number | null): void {
  for (let index = 0; index < POINTS; index += 1) {
    store.append(labels, NOW - (POINTS - 1 - index) * STEP, valueAt(index));
  }
}

beforeAll(() => {
  // 3 a step, 0.1 a second; pod b restarts at the sixth point.
  series({ __name__: 'calls', job: 'api', pod: 'a', code: '200' }, (index) => index * 3);
  series({ __name__: 'calls', job: 'api', pod: 'b', code: '200' }, (index) =>
    index < 6 ? index * 3 : (index - 6) * 3,
  );
  series({ __name__: 'calls', job: 'api', pod: 'a', code: '429' }, (index) => index);
  series({ __name__: 'limit', job: 'api', pod: 'a' }, () => 20);
  series({ __name__: 'limit', job: 'api', pod: 'b' }, () => 40);
  series({ __name__: 'heat', job: 'api' }, (index) => 10 - index);
  series({ __name__: 'gone', job: 'api' }, (index) => (index < 5 ? 1 : null));
  series({ __name__: 'odd', kind: 'nan' }, () => Number.NaN);
  series({ __name__: 'odd', kind: 'low' }, () => -3);
  series({ __name__: 'odd', kind: 'high' }, () => 7);
  series({ __name__: 'lat_bucket', le: '0.1' }, () => 50);
  series({ __name__: 'lat_bucket', le: '1' }, () => 90);
  series({ __name__: 'lat_bucket', le: '+Inf' }, () => 100);
});

/** The result as the API gives it: `labels → value`, the metric's name first. */
function answer(query: string): Record<string, string> | string {
  const { resultType, result } = queryResult(evaluate(store, parsePromql(query), NOW), NOW);
  if (resultType === 'scalar' || resultType === 'string') return (result as [number, string])[1];
  const samples = result as { metric: Labels; value?: [number, string] }[];
  return Object.fromEntries(
    samples.map(({ metric: { __name__: name = '', ...rest }, value }) => [
      `${name}{${Object.entries(rest)
        .sort()
        .map(([key, text]) => `${key}=${text}`)
        .join(',')}}`,
      value?.[1] ?? '',
    ]),
  );
}

test.each<[string, Record<string, string> | string]>([
  // Scalars, strings, precedence.
  ['1 + 2 * 3', '7'],
  ['2 ^ 3 ^ 2', '512'],
  ['-2 ^ 2', '-4'],
  ['7 % 4 - 0x10', '-13'],
  ['1 / 0', '+Inf'],
  ['0 / 0', 'NaN'],
  ['2 > bool 1', '1'],
  ['time()', '1800000000'],
  ['1h30m', '5400'],
  ['"a\\tb"', 'a\tb'],
  // Selectors.
  ['calls{pod="a",code="429"}', { 'calls{code=429,job=api,pod=a}': '10' }],
  ['calls{pod=~"a|c", code!="429"}', { 'calls{code=200,job=api,pod=a}': '30' }],
  ['calls{pod!~"a.*"}', { 'calls{code=200,job=api,pod=b}': '12' }],
  ['calls{pod="a",code="200"} offset 1m', { 'calls{code=200,job=api,pod=a}': '24' }],
  ['{__name__=~"lim.t", pod="a"}', { 'limit{job=api,pod=a}': '20' }],
  ['{"limit", pod="a"}', { 'limit{job=api,pod=a}': '20' }],
  ['calls{pod="nobody"}', {}],
  ['calls{extra=""} == 12', { 'calls{code=200,job=api,pod=b}': '12' }],
  ['gone', {}],
  ['gone offset 4m', { 'gone{job=api}': '1' }],
  // Over time.
  ['rate(calls{pod="a",code="200"}[5m])', { '{code=200,job=api,pod=a}': '0.1' }],
  ['increase(calls{pod="b"}[2m])', { '{code=200,job=api,pod=b}': '12' }],
  ['delta(heat[2m])', { '{job=api}': '-4' }],
  ['irate(calls{code="429"}[5m])', { '{code=429,job=api,pod=a}': String(1 / 30) }],
  ['resets(calls{pod="b"}[5m])', { '{code=200,job=api,pod=b}': '1' }],
  ['sum_over_time(heat[1m])', { '{job=api}': '1' }],
  ['avg_over_time(heat[1m])', { '{job=api}': '0.5' }],
  ['max_over_time(heat[5m])', { '{job=api}': '9' }],
  ['count_over_time(heat[5m])', { '{job=api}': '10' }],
  ['absent(nothing{job="x"})', { '{job=x}': '1' }],
  ['absent(heat)', {}],
  ['absent_over_time(nothing[5m])', { '{}': '1' }],
  // Functions.
  ['clamp_min(heat, 3)', { '{job=api}': '3' }],
  ['clamp(heat, 5, 2)', {}],
  ['vector(scalar(heat) + 1)', { '{}': '1' }],
  ['scalar(calls)', 'NaN'],
  ['histogram_quantile(0.5, lat_bucket)', { '{}': '0.1' }],
  ['histogram_quantile(0.7, lat_bucket)', { '{}': '0.55' }],
  ['histogram_quantile(0.99, lat_bucket)', { '{}': '1' }],
  ['label_replace(heat, "who", "$1!", "job", "a(.*)")', { 'heat{job=api,who=pi!}': '0' }],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: PromQL names a group so
  ['label_replace(heat, "who", "${first}", "job", "(?P<first>.).*")', { 'heat{job=api,who=a}': '0' }],
  // Aggregations.
  ['sum(calls)', { '{}': '52' }],
  ['sum by (pod) (calls)', { '{pod=a}': '40', '{pod=b}': '12' }],
  ['max without (code, job) (calls)', { '{pod=a}': '30', '{pod=b}': '12' }],
  ['count(calls) by (code)', { '{code=200}': '2', '{code=429}': '1' }],
  ['avg(limit)', { '{}': '30' }],
  ['topk(1, calls)', { 'calls{code=200,job=api,pod=a}': '30' }],
  ['bottomk(1, calls)', { 'calls{code=429,job=api,pod=a}': '10' }],
  ['quantile(0.5, calls)', { '{}': '12' }],
  ['quantile(0, odd)', { '{}': 'NaN' }],
  ['quantile(0.5, odd)', { '{}': '-3' }],
  ['sum(nothing)', {}],
  // Between vectors.
  ['sum by (pod) (calls) / on (pod) limit', { '{pod=a}': '2', '{pod=b}': '0.3' }],
  [
    'calls / ignoring (code) group_left () limit',
    {
      '{code=200,job=api,pod=a}': '1.5',
      '{code=200,job=api,pod=b}': '0.3',
      '{code=429,job=api,pod=a}': '0.5',
    },
  ],
  ['calls > 11 and on (pod) limit < 30', { 'calls{code=200,job=api,pod=a}': '30' }],
  ['limit unless on (pod) calls{pod="a"}', { 'limit{job=api,pod=b}': '40' }],
  ['heat or vector(1)', { 'heat{job=api}': '0', '{}': '1' }],
  ['limit > bool 30', { '{job=api,pod=a}': '0', '{job=api,pod=b}': '1' }],
  ['limit > 30', { 'limit{job=api,pod=b}': '40' }],
  ['30 < limit', { 'limit{job=api,pod=b}': '40' }],
  ['-limit{pod="a"}', { '{job=api,pod=a}': '-20' }],
])('%s', (query, expected) => {
  expect(answer(query)).toEqual(expected);
});

test.each([
  ['sort(odd)', ['-3', '7', 'NaN']],
  ['sort_desc(odd)', ['7', '-3', 'NaN']],
  ['topk(3, odd)', ['7', '-3', 'NaN']],
  ['bottomk(3, odd)', ['-3', '7', 'NaN']],
])('%s has an order, and NaN comes last', (query, expected) => {
  expect(Object.values(answer(query))).toEqual(expected);
});

test.each([
  ['sum(', 'parse error'],
  ['calls{', 'parse error'],
  ['', 'no expression'],
  ['{}', 'non-empty matcher'],
  ['{job=~".*"}', 'non-empty matcher'],
  ['rate(calls)', 'expected type range vector'],
  ['sum(calls[5m])', 'expected type instant vector'],
  ['1 > 2', 'BOOL'],
  ['1 and calls', 'set operator'],
  ['calls{pod=~"("}', 'regexp'],
  ['rate(calls[5m], 1)', 'argument'],
  ['calls[0s]', 'greater than 0'],
])('refuses %s as a bad query', (query, message) => {
  expect(() => answer(query)).toThrow(
    expect.objectContaining({ name: 'BadQuery', message: expect.stringContaining(message) }),
  );
});

test.each([
  ['predict_linear(heat[5m], 60)', 'predict_linear'],
  ['max_over_time(heat[5m:1m])', 'SubqueryExpr'],
  ['heat @ 10', 'StepInvariantExpr'],
  ['stddev(calls)', 'stddev'],
  ['calls / on (job) limit', 'many-to-many'],
  ['rate({job="api"}[5m])', 'same labelset'],
  ['label_replace(heat, "who", "x", "job", "(")', 'invalid regular expression'],
])('has no answer to %s, and says so', (query, message) => {
  expect(() => answer(query)).toThrow(
    expect.objectContaining({ name: 'ExecutionError', message: expect.stringContaining(message) }),
  );
});
