import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePlan } from '../../../../load/plan/compile.ts';
import { parsePlan } from '../../../../load/plan/read.ts';
import { sliceOf } from '../../../../load/plan/slice.ts';
import { parseProfile } from '../../../../load/profile/read.ts';

const profile = (phases: string, more = '', seed = 1) =>
  parseProfile(
    `
version: 1
name: small
seed: ${seed}
tiers: [{name: free, users: 3, limits: {requests: {limit: 5, window: 10s}}}, {name: premium, users: 2, share: 3, skew: 1}]
prompts: {input: {quantiles: [[0, 4], [1, 40]]}, output: {lognormal: {median: 9, sigma: 0.5, max: 30}}${more}}
phases: ${phases}
`,
    'p.yaml',
  );
const POISSON = '[{name: a, kind: poisson, rate: 20, duration: 30s}]';

test('the same profile and seed make the same plan, another seed another one', () => {
  const property = fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
    const plan = compilePlan(profile(POISSON, '', seed));

    expect(compilePlan(profile(POISSON, '', seed))).toEqual(plan);
    expect(compilePlan(profile(POISSON, '', seed + 1)).hash).not.toBe(plan.hash);
    expect(parsePlan(JSON.stringify(plan), 'plan.json')).toEqual(plan);
  });

  fc.assert(property, { numRuns: 5 });
});

test('slices have every request once, and each user in one of them', () => {
  const property = fc.property(fc.integer({ min: 1, max: 7 }), (of) => {
    const plan = compilePlan(profile(POISSON, ', turns: {count: 2, think: 1s}'));
    const slices = Array.from({ length: of }, (_, index) => sliceOf(plan, index + 1, of));

    const users = slices.map((slice) => new Set(slice.requests.map(({ tier, user }) => `${tier}/${user}`)));
    expect(slices.flatMap(({ requests }) => requests.map(({ i }) => i)).toSorted((a, b) => a - b)).toEqual(
      plan.requests.map(({ i }) => i),
    );
    expect(users.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(users.flatMap((one) => [...one])).size);
    expect(slices.every(({ hash }) => hash === plan.hash)).toBe(true);
  });

  fc.assert(property, { numRuns: 7 });
});

test('rates and shares are exact', () => {
  const { requests } = compilePlan(profile(POISSON));

  expect(requests).toHaveLength(600);
  expect(requests.filter(({ tier }) => tier === 'premium')).toHaveLength(450);
  expect(requests.every(({ atMs }) => atMs >= 0 && atMs < 30_000)).toBe(true);
});

test('a ramp has as many requests as the area below it, and ever shorter gaps', () => {
  const { requests } = compilePlan(profile('[{name: a, kind: ramp, from: 0, to: 40, duration: 10s}]'));

  const before = requests.filter(({ atMs }) => atMs < 5_000);
  expect(requests).toHaveLength(200);
  expect(before).toHaveLength(50);
});

test('steps and sweeps are measured step by step, one after the other', () => {
  const { phases } = compilePlan(
    profile(
      '[{name: a, kind: sweep, from: 1, to: 4, steps: 3, step: 10s}, {name: b, kind: burst, size: 4, every: 1s, with: a, delay: 5s}]',
    ),
  );

  expect(phases.map(({ name, startMs, rate }) => [name, startMs, rate])).toEqual([
    ['a/1', 0, 1],
    ['a/2', 10_000, 2],
    ['a/3', 20_000, 4],
    ['b', 5_000, 4],
  ]);
});

test('each user is offered a share of what the limit allows', () => {
  const { requests } = compilePlan(
    profile('[{name: a, kind: constant, rate: {ofLimit: 2}, duration: 10s, tiers: [free]}]'),
  );

  expect(Map.groupBy(requests, ({ user }) => user).size).toBe(3);
  expect(requests).toHaveLength(30);
  expect(() => compilePlan(profile('[{name: a, kind: constant, rate: {ofLimit: 2}, duration: 10s}]'))).toThrow(
    'needs the limit of tier premium',
  );
});

test('turns repeat what was said, follow each other, and shared prefixes are the same text', () => {
  const { requests } = compilePlan(
    profile(
      '[{name: a, kind: burst, size: 6, every: 1s}]',
      ', turns: {count: 3, think: 2s}, prefix: {groups: 1, tokens: 3}',
    ),
  );

  const turns = requests.filter(({ conversation }) => conversation === 0);
  expect(requests).toHaveLength(18);
  expect(turns.map(({ prompt }) => prompt.length)).toEqual([2, 4, 6]);
  expect(turns[2]?.prompt.slice(0, 4)).toEqual(turns[1]?.prompt);
  expect(turns[1]?.follows).toBe(turns[0]?.i);
  expect(new Set(requests.map(({ prompt }) => prompt[0]?.seed)).size).toBe(1);
});

test('a closed phase gives each lane its requests', () => {
  const { requests } = compilePlan(profile('[{name: a, kind: closed, concurrency: 4, requests: 10, duration: 5s}]'));

  const lanes = Map.groupBy(requests, ({ lane }) => lane);
  expect([...lanes.values()].map((own) => own.length).toSorted((a, b) => b - a)).toEqual([3, 3, 2, 2]);
  expect([...lanes.values()].every((own) => new Set(own.map(({ tier, user }) => `${tier}${user}`)).size === 1)).toBe(
    true,
  );
});

test('a trace is sent at its own times with its own lengths', () => {
  const readFile = () => 'at_ms,input_tokens,output_tokens\n0,12,3\n250.5,40,8\n';
  const { requests } = compilePlan(profile('[{name: a, kind: trace, file: t.csv}]'), { readFile });

  expect(requests.map(({ atMs, outTokens, prompt }) => [atMs, outTokens, prompt[0]?.tokens])).toEqual([
    [0, 3, 12],
    [250.5, 8, 40],
  ]);
  expect(() =>
    compilePlan(profile('[{name: a, kind: trace, file: t.csv}]'), { readFile: () => 'time,in,out' }),
  ).toThrow('expected the first line');
});

test('a plan beyond its budget, or changed by hand, is refused', () => {
  const plan = compilePlan(profile(POISSON));

  expect(() => compilePlan(profile('[{name: a, kind: poisson, rate: 2000, duration: 30s}]'))).toThrow(
    'budget.requests of the profile allows 10000: raise it to 60000, make phases shorter',
  );
  const limits = new Map([['free', { requests: { limit: 100, windowMs: 6_000 } }]]);
  expect(() =>
    compilePlan(profile('[{name: a, kind: poisson, rate: {ofLimit: 1}, duration: 1h, tiers: [free]}]'), { limits }),
  ).toThrow(
    /allows 10000; a follow the limits of this installation \(rate\.ofLimit\), which are free 100 in 6 s: raise it/,
  );
  expect(() => parsePlan(JSON.stringify({ ...plan, seed: 9 }), 'plan.json')).toThrow('not what its hash says');
  expect(() => parsePlan('{', 'plan.json')).toThrow('no JSON');
});
