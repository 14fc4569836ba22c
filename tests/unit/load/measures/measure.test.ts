import { expect, test } from 'vitest';
import { clientStateOf, dueAlone } from '../../../../load/measures/client-state.ts';
import { histogramOf, histogramQuantile, mergedHistogram } from '../../../../load/measures/histogram.ts';
import { judgeIsolatedTiers } from '../../../../load/measures/isolation.ts';
import { measure } from '../../../../load/measures/measure.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import { normal, randomOf } from '../../../../load/plan/random.ts';
import { sliceOf } from '../../../../load/plan/slice.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import type { Recorded } from '../../../../load/samples/reader.ts';
import type { Sample, WatchRecord } from '../../../../load/samples/sample.ts';
import { sampleWith } from '../sample-with.ts';

const planOf = (phases: string, rest = ''): Plan =>
  compilePlan(
    parseProfile(
      `
version: 1
name: small
tiers:
  - {name: free, users: 4, limits: {requests: {limit: 5, window: 10s}}, slo: {ttftMs: 150, stallMs: 60}}
  - {name: premium, users: 2}
prompts: {input: {fixed: 6}, output: {fixed: 8}}
phases: ${phases}
${rest}`,
      'p.yaml',
    ),
  );

/** The samples of a server that takes 100 ms to the first token and 10 ms to each other, but for what a test says. */
const answered = (plan: Plan, change: (sample: Sample) => Partial<Sample> = () => ({})): Sample[] =>
  plan.requests.map(({ i, phase, tier, user, atMs }) => {
    const sample = sampleWith({
      i,
      phase,
      tier,
      user,
      schedMs: atMs,
      pickedMs: atMs + 0.5,
      sentMs: atMs + 1,
      headersMs: atMs + 50,
      firstEventMs: atMs + 60,
      firstTokenMs: atMs + 101,
      firstAnswerMs: atMs + 101,
      lastTokenMs: atMs + 171,
      endMs: atMs + 172,
      gapsMs: [10, 10, 10, 10, 10, 10, 10],
      events: 10,
      usage: { prompt: 6, completion: 8, total: 14 },
    });
    return { ...sample, ...change(sample) };
  });

const recorded = (plan: Plan, samples: Sample[], watch: WatchRecord[] = []): Recorded => ({
  head: {
    type: 'run',
    version: 1,
    plan: plan.hash,
    engine: 'embedded',
    protocol: 'http/1.1',
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  samples,
  watch,
  end: { type: 'end', endMs: 1, unsent: 0 },
  cut: false,
});

const STEADY = planOf('[{name: a, kind: poisson, rate: 20, duration: 30s, warmup: 5s}]');

test('times are from the send and from the schedule, without the warm-up', () => {
  const { groups, complete } = measure(STEADY, [recorded(STEADY, answered(STEADY))]);
  const [all, free] = groups;

  expect(complete).toBe(true);
  expect(groups.map(({ tier }) => tier)).toEqual(['all', 'free', 'premium']);
  expect(all?.fromMs).toBe(5_000);
  expect(all?.metrics.ttft).toMatchObject({ p50: { ms: 100 }, p95: { ms: 100 } });
  expect(all?.metrics.scheduledTtft).toMatchObject({ p50: { ms: 101 } });
  expect(all?.metrics.tpot).toMatchObject({ p50: { ms: 10 } });
  expect(all?.metrics.icl).toMatchObject({ n: 7 * (all?.offered ?? 0) });
  expect(all?.goodput).toMatchObject({ ofOffered: (free?.offered ?? 0) / (all?.offered ?? 1) });
  expect(free?.goodput).toMatchObject({ ofOffered: 1, ofAdmitted: 1 });
  expect(all).toMatchObject({ tokensPerEvent: 1, steady: 'steady', usageMissing: 0, buffered: 0 });
});

test('below its floor a quantile is not told', () => {
  const { groups } = measure(STEADY, [recorded(STEADY, answered(STEADY).slice(0, 150))]);

  expect(groups[0]?.metrics.ttft.p99).toEqual({ needs: 368 });
});

test('quick refusals improve no latency and have one of their own', () => {
  const samples = answered(STEADY, ({ i }) =>
    i % 2 === 0
      ? {}
      : {
          outcome: 'refused-early',
          status: 429,
          headersMs: undefined,
          firstTokenMs: undefined,
          gapsMs: undefined,
          events: 0,
        },
  );
  const { groups } = measure(STEADY, [recorded(STEADY, samples)]);

  expect(groups[0]?.metrics.ttft.p50).toMatchObject({ ms: 100 });
  expect(groups[0]?.metrics.rejection.n).toBe(groups[0]?.outcomes['refused-early']);
  expect(groups[1]?.goodput?.ofOffered).toBeLessThan(0.7);
  expect(groups[1]?.goodput?.ofAdmitted).toBe(1);
});

test('a stall breaks an SLO although the mean hides it', () => {
  const samples = answered(STEADY, ({ i }) => (i % 10 === 0 ? { gapsMs: [1, 1, 64, 1, 1, 1, 1] } : {}));
  const { groups } = measure(STEADY, [recorded(STEADY, samples)]);

  expect(groups[1]?.metrics.stall.maxMs).toBe(64);
  expect(groups[1]?.goodput?.ofAdmitted).toBeCloseTo(0.9, 1);
});

test('traps 2, 10, 11 and 14: bundles, missing usage, thoughts alone and buffering are counted', () => {
  const samples = answered(
    STEADY,
    ({ i, schedMs }) =>
      [
        { usage: undefined },
        { usage: { prompt: 6, completion: 1, total: 7 } },
        { firstAnswerMs: undefined },
        { lastTokenMs: schedMs + 101.5 },
        { firstTokens: 4 },
      ][i % 5] ?? {},
  );
  const [all] = measure(STEADY, [recorded(STEADY, samples)]).groups;

  expect(all?.usageMissing).toBeGreaterThan(0);
  expect(all?.tpotUndefined).toBeGreaterThan(all?.usageMissing ?? 0);
  expect(all?.answerMissing).toBeGreaterThan(0);
  expect(all?.buffered).toBeGreaterThan(0);
  expect(all?.metrics.tpot.maxMs).toBeCloseTo(70 / 4);
});

test('a queue that grows is no steady state', () => {
  const samples = answered(STEADY, ({ schedMs, sentMs = 0 }) => ({
    firstTokenMs: sentMs + schedMs,
    lastTokenMs: sentMs + schedMs + 70,
    endMs: sentMs + schedMs + 71,
  }));

  expect(measure(STEADY, [recorded(STEADY, samples)]).groups[0]?.steady).toBe('saturating');
});

test('slices and the whole give the same measures; one twice, or of another plan, is a mistake', () => {
  const samples = answered(STEADY);
  const parts = [1, 2, 3].map((index) => {
    const own = new Set(sliceOf(STEADY, index, 3).requests.map(({ i }) => i));
    return recorded(
      STEADY,
      samples.filter(({ i }) => own.has(i)),
    );
  });

  expect(measure(STEADY, parts)).toEqual(measure(STEADY, [recorded(STEADY, samples)]));
  expect(() => measure(STEADY, [...parts, ...parts.slice(0, 1)])).toThrow('a slice is there twice');
  expect(() => measure(planOf('[{name: b, kind: burst, size: 1, every: 1s}]'), parts)).toThrow('are of the plan');
});

test('histograms are added without loss', () => {
  const random = randomOf(1, 'histogram');
  const values = Array.from({ length: 5_000 }, () => Math.exp(3 + normal(random)));
  const merged = mergedHistogram([histogramOf(values.slice(0, 2_000)), histogramOf(values.slice(2_000))]);

  expect(merged).toBe(histogramOf(values));
  const exact = values.toSorted((a, b) => a - b)[4_949] ?? 0;
  expect(Math.abs(histogramQuantile(merged, 0.99) - exact) / exact).toBeLessThan(0.002);
});

const OVER = planOf('[{name: a, kind: constant, rate: {ofLimit: 2.4}, duration: 24s, tiers: [free]}]');
/** A limiter with windows of 10 s that start at a user's first request, and admit so many. */
const limited = (admits: number): Sample[] => {
  const windows = new Map<number, { from: number; count: number }>();
  return answered(OVER, ({ schedMs, user }) => {
    const current = windows.get(user);
    const window = current === undefined || schedMs >= current.from + 10_000 ? { from: schedMs, count: 0 } : current;
    window.count += 1;
    windows.set(user, window);
    return window.count <= admits ? {} : { outcome: 'refused-early', status: 429 };
  });
};

test('a limit is judged user by user, from what they were admitted', () => {
  const ruling = (admits: number) => measure(OVER, [recorded(OVER, limited(admits))]).limiter;

  expect(ruling(5)).toMatchObject([{ tier: 'free', verdict: 'holds' }]);
  expect(ruling(6)).toMatchObject([{ verdict: 'violated' }]);
  expect(ruling(4)).toMatchObject([{ verdict: 'violated' }]);
});

const ABAB = planOf(
  `[{name: quiet, kind: constant, rate: 5, duration: 80s, tiers: [premium]},
  ${[1, 2, 3, 4].map((block) => `{name: loud-${block}, kind: constant, rate: 5, duration: 10s, with: quiet, delay: ${20 * block - 10}s, tiers: [free]}`).join(', ')}]`,
  'isolation: {victim: premium, aggressor: free}',
);
const isLoud = (at: number): boolean => Math.floor(at / 10_000) % 2 === 1;

test('isolation separates a fair limiter from an unfair one', () => {
  const fair = answered(ABAB);
  const slower = answered(ABAB, ({ schedMs, firstTokenMs = 0 }) =>
    isLoud(schedMs) ? { firstTokenMs: firstTokenMs + 60 } : {},
  );
  const unfair = answered(ABAB, ({ tier, schedMs }) =>
    tier === 'premium' && isLoud(schedMs) ? { outcome: 'refused-early' } : {},
  );

  expect(judgeIsolatedTiers(ABAB, fair)).toMatchObject({ verdict: 'holds' });
  expect(judgeIsolatedTiers(ABAB, slower)).toMatchObject({
    verdict: 'violated',
    text: expect.stringContaining('60.0 ms later'),
  });
  expect(judgeIsolatedTiers(ABAB, unfair)).toMatchObject({
    verdict: 'violated',
    text: expect.stringContaining('refused'),
  });
});

test('a client that cannot keep up says so', () => {
  const watch = (fields: Partial<WatchRecord>): WatchRecord => ({
    type: 'watch',
    worker: 0,
    atMs: 0,
    lagMs: 1,
    busy: 0.3,
    gcMs: 0,
    cpu: 0.3,
    inFlight: 1,
    ...fields,
  });
  const on = answered(STEADY);
  const late = on.map((sample) => ({ ...sample, pickedMs: sample.schedMs + 8 }));

  expect(clientStateOf(on, [watch({}), watch({ lagMs: 6 })])).toMatchObject({ verdict: 'fit', reasons: [] });
  expect(clientStateOf(late, [watch({})])).toMatchObject({ verdict: 'bottleneck' });
  expect(clientStateOf(on, [watch({ lagMs: 80 }), watch({})]).reasons[0]).toContain('event loop');
  expect(clientStateOf(on, [watch({ stale: 0.004, lagMs: 80 })])).toMatchObject({ verdict: 'fit', reasons: [] });
  expect(clientStateOf(on, [watch({ stale: 0.02 }), watch({ stale: 0 })]).reasons[0]).toContain('1.0 % of the time');
  // Of two threads the worse one: the other must not thin it out.
  expect(clientStateOf(on, [watch({ stale: 0.008 }), watch({ worker: 1, stale: 0 })]).verdict).toBe('bottleneck');
  expect(clientStateOf(on, [watch({ steal: 0.4 })]).reasons[0]).toContain('40 %');
  expect(clientStateOf(on, [])).toMatchObject({ verdict: 'unknown' });
});

test('requests that are due at one instant say nothing of the client’s lateness; those after them do', () => {
  const phases = `
  - {name: all, kind: burst, size: 4, every: 1s}
  - {name: lanes, kind: closed, concurrency: 4, requests: 12, duration: 2s}
  - {name: open, kind: constant, rate: 4, duration: 2s}`;
  const mixed = planOf(phases);
  const samples = mixed.requests.map(({ i, phase, user }) => sampleWith({ i, phase, user }));
  const kept = dueAlone(mixed, samples);
  const count = (phase: string): number => kept.filter((one) => one.phase === phase).length;

  expect(count('all')).toBe(0);
  expect(count('open')).toBe(8);
  expect(count('lanes')).toBe(mixed.requests.filter(({ phase }) => phase === 'lanes').length - 4);
  expect(count('lanes')).toBeGreaterThan(0);
});
