import { expect, test } from 'vitest';
import { gatesOf } from '../../../../load/gates/gates.ts';
import { measure } from '../../../../load/measures/measure.ts';
import { judgeCounts, needsScrape } from '../../../../load/measures/prometheus.ts';
import type { CountedSeries, Counter, CountersRecord } from '../../../../load/metering/record.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import type { Recorded } from '../../../../load/samples/reader.ts';
import type { Sample } from '../../../../load/samples/sample.ts';
import { sampleWith } from '../sample-with.ts';

const PROFILE = `
version: 1
name: metered
tiers: [{name: free, users: 1}, {name: premium, users: 1}]
prompts: {input: {fixed: 8}, output: {fixed: 4}}
phases: [{name: a, kind: constant, rate: 1, duration: 10s}]
`;
const plan: Plan = compilePlan(parseProfile(PROFILE, 'p.yaml'));
const START = Date.parse('2026-01-01T00:00:00.000Z');
/** One answer a second for 10 s; scrapes 5 s before the start and each 5 s from then on. */
const sample = (i: number, fields: Partial<Sample> = {}): Sample =>
  sampleWith({
    i,
    phase: 'a',
    schedMs: 1_000 * i,
    pickedMs: 1_000 * i,
    sentMs: 1_000 * i,
    headersMs: 1_000 * i + 50,
    endMs: 1_000 * i + 100,
    usage: { prompt: 8, completion: 4, total: 12 },
    ...fields,
  });
const TEN = Array.from({ length: 10 }, (_, i) => sample(i));
const SCRAPES = [-10, -5, 0, 5, 10, 15, 20].map((second) => START + second * 1_000 - 400);

const series = (values: readonly number[], users?: CountedSeries['users']): CountedSeries => ({
  instance: 'pod:8080',
  ...(users !== undefined && { users }),
  points: SCRAPES.slice(0, values.length).map((at, index) => [at, values[index] ?? 0]),
});
const counter = (fields: Partial<Counter>): Counter => ({
  counts: 'admitted',
  metric: 'authorized_calls',
  perRequest: [1],
  scrapes: { 'pod:8080': SCRAPES },
  series: [],
  ...fields,
});
const record = (counters: Counter[], fields: Partial<CountersRecord> = {}): CountersRecord => ({
  version: 1,
  plan: plan.hash,
  asked: true,
  source: 'a test',
  clockMs: { from: 0, to: 0 },
  counters,
  ...fields,
});
const part = (counters: CountersRecord | undefined, samples: Sample[] = TEN, slice?: [number, number]): Recorded => ({
  head: {
    type: 'run',
    version: 1,
    plan: plan.hash,
    engine: 'embedded',
    protocol: 'http/1.1',
    startedAt: new Date(START).toISOString(),
    ...(slice && { slice: { index: slice[0], of: slice[1] } }),
  },
  samples,
  watch: [],
  end: { type: 'end', endMs: 10_000, unsent: 0 },
  cut: false,
  ...(counters && { counters }),
});
const judged = (counters: Counter[], samples?: Sample[]) =>
  judgeCounts(plan, [part(record(counters), samples)])?.counts.find(({ tier }) => tier === undefined);
const OURS = [{ tier: 'free', user: 0 }];
const right = [3, 3, 3, 8, 13, 13, 13];

test('a counter that moved by what was admitted agrees, from the last scrape before the run to the first one after it', () => {
  expect(judged([counter({ series: [series(right)] })])).toMatchObject({
    client: { from: 10, to: 10 },
    platform: 10,
    difference: 0,
    verdict: 'agree',
  });
});

test.each([
  ['loses some', [3, 3, 3, 7, 11, 11, 11], 'disagree', '2 are missing'],
  ['counts everything twice', [3, 3, 3, 13, 23, 23, 23], 'disagree', '10 more, with no other traffic'],
  ['moved before the run too', [1, 2, 3, 13, 23, 23, 23], 'inconclusive', 'others may have sent some'],
  ['moved after the run too', [3, 3, 3, 13, 23, 25, 25], 'inconclusive', 'others may have sent some'],
  ['started anew', [3, 3, 3, 8, 1, 5, 5], 'inconclusive', 'restarted'],
])('a counter that %s is told so', (_, values, verdict, text) => {
  expect(judged([counter({ series: [series(values)] })])).toMatchObject({
    verdict,
    text: expect.stringContaining(text),
  });
});

test('series that name our callers are ours alone: what others send is no doubt, and what is too much is wrong', () => {
  const others = series([5, 9, 20, 40, 80, 100, 120], []);

  expect(judged([counter({ series: [series(right, OURS), others] })])?.verdict).toBe('agree');
  const twice = [1, 2, 3, 13, 23, 23, 23];
  expect(judged([counter({ series: [series(twice, OURS), others] })])).toMatchObject({
    verdict: 'disagree',
    text: expect.stringContaining('in the series of our own callers'),
  });
  expect(judged([counter({ series: [others] })])).toMatchObject({
    verdict: 'inconclusive',
    text: 'no series of authorized_calls names a caller of this run',
  });
});

test('each tier is compared where series name users', () => {
  const samples = TEN.map((one) => ({ ...one, tier: one.i % 2 === 0 ? 'free' : 'premium' }));
  const free = series([0, 0, 0, 3, 5, 5, 5], OURS);
  const premium = series([0, 0, 0, 2, 4, 4, 4], [{ tier: 'premium', user: 0 }]);
  const rows = judgeCounts(plan, [part(record([counter({ series: [free, premium] })]), samples)])?.counts;

  expect(rows?.map(({ tier, verdict, platform }) => [tier, verdict, platform])).toEqual([
    [undefined, 'disagree', 9],
    ['free', 'agree', 5],
    ['premium', 'disagree', 4],
  ]);
});

test('tokens are held against usage, in each way in which builds count, and an answer that said nothing leaves them open', () => {
  const tokens = (perRequest: number[], end: number) =>
    counter({
      counts: 'tokens',
      metric: 'authorized_hits',
      perRequest,
      series: [series([0, 0, 0, end / 2, end, end, end])],
    });

  expect(judged([tokens([1, 0], 130)])?.verdict).toBe('agree');
  expect(judged([tokens([1, 0], 120)])?.verdict).toBe('agree');
  expect(judged([tokens([1, 0], 10)])).toMatchObject({ verdict: 'disagree', difference: -110 });
  const silent = TEN.map(({ usage, ...rest }) => (rest.i === 4 ? rest : { ...rest, ...(usage && { usage }) }));
  expect(judged([tokens([0], 120)], silent)?.verdict).toBe('inconclusive');
});

test('a request that ended beside a scrape, or nobody knows how, makes a range', () => {
  const samples = [...TEN.slice(0, 9), sample(9, { outcome: 'unanswered', status: 0 })];

  expect(judged([counter({ series: [series(right)] })], samples)).toMatchObject({
    client: { from: 9, to: 10 },
    verdict: 'agree',
  });
});

test('what cannot be read is never agreement', () => {
  const absent = (fields: Partial<CountersRecord>) => judgeCounts(plan, [part(record([], fields))]);

  expect(judged([counter({})])).toMatchObject({ verdict: 'inconclusive', text: expect.stringContaining('no series') });
  expect(judged([counter({ absent: 'Prometheus refused' })])).toMatchObject({ verdict: 'inconclusive' });
  expect(judged([counter({ series: [series(right)], scrapes: {} })])?.text).toContain('is not scraped');
  expect(judged([counter({ series: [series(right)], scrapes: { 'pod:8080': SCRAPES.slice(3) } })])?.text).toContain(
    'was not scraped before and after',
  );
  expect(absent({ absent: 'no route' })).toEqual({ asked: true, absent: 'no route', counts: [] });
  expect(judgeCounts(plan, [part(undefined)])).toBeUndefined();
});

test('nothing sent, nothing counted, nothing said; a refusal that is not in the counter is missing', () => {
  const refused = counter({ counts: 'refused', metric: 'limited_calls', series: [] });
  expect(judged([refused])).toBeUndefined();

  const samples = [...TEN.slice(0, 9), sample(9, { outcome: 'refused-early', status: 429 })];
  expect(judged([{ ...refused, series: [series([4, 4, 4, 4, 4, 4, 4])] }], samples)).toMatchObject({
    difference: -1,
    verdict: 'disagree',
  });
});

test('one scrape more is waited for only where it would tell whether others send', () => {
  const until = (scrapes: number, values: readonly number[]) =>
    part(
      record([
        counter({ series: [series(values.slice(0, scrapes))], scrapes: { 'pod:8080': SCRAPES.slice(0, scrapes) } }),
      ]),
    );

  expect(needsScrape(plan, until(5, [3, 3, 3, 13, 23, 23, 23]))).toBe(true);
  expect(needsScrape(plan, until(5, right))).toBe(false);
  expect(needsScrape(plan, until(5, [3, 3, 3, 7, 11, 11, 11]))).toBe(false);
});

test('slices that ran at the same time are compared as one; one slice alone does not blame the others’ requests on the platform', () => {
  const counted = [counter({ series: [series(right)] })];
  const halves = [TEN.filter(({ i }) => i < 5), TEN.filter(({ i }) => i >= 5)];
  const parts = halves.map((samples, at) => part(record(counted), samples, [at + 1, 2]));
  const sliced = { ...plan, slice: { index: 1, of: 2 } };

  expect(judgeCounts(plan, parts)?.counts[0]).toMatchObject({ client: { from: 10, to: 10 }, verdict: 'agree' });
  const whole = [series([0, 0, 0, 9, 20, 20, 20])];
  expect(judgeCounts(sliced, [part(record([counter({ series: whole })]), halves[0], [1, 2])])?.counts[0]).toMatchObject(
    {
      verdict: 'inconclusive',
      text: expect.stringContaining('this is one slice'),
    },
  );
  expect(judgeCounts(plan, [part(record(counted), halves[0]), part(undefined, halves[1])])?.absent).toContain(
    'not every slice',
  );
});

test('the gate fails on what is surely wrong, and is absent where nobody asked and nothing was told', () => {
  const gate = (counters: CountersRecord | undefined) =>
    gatesOf(plan, measure(plan, [part(counters)])).find(({ gate: name }) => name === 'metering');

  expect(gate(record([counter({ series: [series(right)] })]))?.verdict).toBe('pass');
  expect(gate(record([counter({ series: [series([3, 3, 3, 7, 11, 11, 11])] })]))?.verdict).toBe('fail');
  expect(gate(record([counter({})]))?.verdict).toBe('inconclusive');
  expect(gate(record([counter({})], { asked: false }))).toBeUndefined();
  expect(gate(record([], { absent: 'no route', asked: false }))).toBeUndefined();
  expect(gate(record([], { absent: 'no route' }))?.verdict).toBe('inconclusive');
  expect(gate(undefined)).toBeUndefined();
});
