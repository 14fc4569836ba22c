import { expect, test } from 'vitest';
import { overall } from '../../../../load/gates/gate.ts';
import { gatesOf } from '../../../../load/gates/gates.ts';
import { measure } from '../../../../load/measures/measure.ts';
import type { Measures } from '../../../../load/measures/measures.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import { normal, randomOf } from '../../../../load/plan/random.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import type { Sample } from '../../../../load/samples/sample.ts';
import { sampleWith } from '../sample-with.ts';

const plan = compilePlan(
  parseProfile(
    `
version: 1
name: gated
tiers:
  - name: free
    users: 2
    slo: {ttftMs: 150, attainment: 0.9, errors: 0.02, percentiles: [{metric: ttft, quantile: 0.95, atMostMs: 140}]}
prompts: {input: {fixed: 6}, output: {fixed: 8}}
phases: [{name: a, kind: constant, rate: 20, duration: 20s}]`,
    'p.yaml',
  ),
);

/** A run in which the first token takes 100 ms, give or take 10; changed by a test. */
function run(seed: number, slower = 0, change: (sample: Sample) => Partial<Sample> = () => ({})): Measures {
  const random = randomOf(seed, 'run');
  const samples = plan.requests.map(({ i, phase, atMs, user }) => {
    const first = atMs + 100 + slower + 10 * normal(random);
    const times = {
      schedMs: atMs,
      pickedMs: atMs,
      sentMs: atMs,
      firstTokenMs: first,
      lastTokenMs: first + 70,
      endMs: first + 71,
    };
    const sample = sampleWith({ i, phase, user, ...times, events: 8, usage: { prompt: 6, completion: 8, total: 14 } });
    return { ...sample, ...change(sample) };
  });
  const head = {
    type: 'run',
    version: 1,
    plan: plan.hash,
    engine: 'embedded',
    protocol: 'http/1.1',
    startedAt: '2026-01-01T00:00:00.000Z',
  } as const;
  return measure(plan, [{ head, samples, watch: [], end: { type: 'end', endMs: 1, unsent: 0 }, cut: false }]);
}
const verdicts = (measures: Measures, baselines: Measures[] = []): Record<string, string> =>
  Object.fromEntries(gatesOf(plan, measures, baselines).map(({ gate, verdict }) => [gate, verdict]));

test('objectives that are kept pass', () => {
  const gates = gatesOf(plan, run(1));

  expect(gates.map(({ gate, verdict }) => [gate, verdict])).toEqual([
    ['attainment', 'pass'],
    ['errors', 'pass'],
    ['p95 of ttft', 'pass'],
  ]);
  expect(overall(gates)).toBe('pass');
});

test('each is told when it is broken, or when the samples leave it open', () => {
  expect(verdicts(run(1, 80))).toMatchObject({ attainment: 'fail', 'p95 of ttft': 'fail', errors: 'pass' });
  expect(verdicts(run(1, 0, ({ i }) => (i % 20 === 0 ? { outcome: 'hung' } : {})))).toMatchObject({ errors: 'fail' });
  expect(verdicts(run(1, 23))).toMatchObject({ 'p95 of ttft': 'inconclusive' });
  expect(verdicts(run(1, 0, () => ({ outcome: 'refused-early' })))).toMatchObject({ attainment: 'inconclusive' });
});

test('a client that is the bottleneck passes and fails nothing', () => {
  const late = run(1, 80, ({ schedMs }) => ({ pickedMs: schedMs + 30 }));

  expect(verdicts(late)).toMatchObject({
    attainment: 'inconclusive',
    'p95 of ttft': 'inconclusive',
    client: 'inconclusive',
  });
});

test('a regression is told from noise, against one run and against the last nights', () => {
  const nights = [2, 3, 4, 5].map((seed) => run(seed));

  expect(verdicts(run(1), nights)).toMatchObject({ 'regression of scheduledTtft': 'pass' });
  expect(verdicts(run(1, 20), nights)).toMatchObject({ 'regression of scheduledTtft': 'fail' });
  expect(verdicts(run(1, 20), nights.slice(0, 1))).toMatchObject({ 'regression of scheduledTtft': 'fail' });
  // The nights differ by more than what is to be told.
  const uneasy = [0, 60, 5, 40].map((slower, at) => run(at + 2, slower));
  expect(verdicts(run(1, 20), uneasy)).toMatchObject({ 'regression of scheduledTtft': 'inconclusive' });
});

test('a baseline of another plan compares nothing', () => {
  const other = { ...run(2), plan: 'b'.repeat(64) };

  expect(verdicts(run(1), [other])).toMatchObject({ regression: 'inconclusive' });
});

test('what is missing is never a pass', () => {
  expect(overall([])).toBe('inconclusive');
  expect(verdicts({ ...run(1), complete: false, stopped: 'interrupted' })).toMatchObject({
    completeness: 'inconclusive',
  });
});
