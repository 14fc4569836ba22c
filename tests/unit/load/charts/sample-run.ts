import { hashOf } from '../../../../load/plan/canonical.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import type { Recorded } from '../../../../load/samples/reader.ts';
import type { Sample } from '../../../../load/samples/sample.ts';
import { sampleWith } from '../sample-with.ts';

const TIERS = ['free', 'premium'] as const;
const PHASE_MS = 20_000;
const EVERY_MS = 100;
const [LIMIT, WINDOW_MS] = [20, 4_000];

/** A run of two tiers and two phases, made by a formula: below the limit, and above it, with one stall of 900 ms. */
export function sampleRun(names: readonly string[] = TIERS): { plan: Plan; recorded: Recorded } {
  const requests = (2 * PHASE_MS) / EVERY_MS;
  const samples = names.flatMap((tier, place) =>
    Array.from({ length: requests }, (_, at): Sample => sampleOf(tier, place * requests + at, at * EVERY_MS, place)),
  );
  const body: Omit<Plan, 'hash'> = {
    version: 1,
    profile: 'sample',
    seed: 1,
    target: { endpoint: 'chat', ignoreEos: false, warmConnections: 0 },
    tiers: names.map((name, place) => ({
      name,
      users: 2,
      ...(place === 0 && { limits: { requests: { limit: LIMIT, windowMs: WINDOW_MS } } }),
      slo: { ttftMs: 80, stallMs: 500, attainment: 0.95, errors: 0.01, percentiles: [] },
    })),
    phases: ['below', 'above'].map((name, at) => ({
      name,
      kind: 'constant',
      startMs: at * PHASE_MS,
      durationMs: PHASE_MS,
      warmupMs: 0,
      tiers: [...names],
      rate: (names.length * 1_000) / EVERY_MS,
    })),
    on429: 'record',
    deadlineMs: 30_000,
    stop: {},
    requests: samples.map(({ i, phase, tier, user, schedMs }) => ({
      i,
      phase,
      atMs: schedMs,
      tier,
      user,
      conversation: i,
      turn: 0,
      prompt: [{ role: 'user', seed: 1, tokens: 8 }],
      outTokens: 4,
      stream: true,
    })),
  };
  const hash = hashOf(body);
  const head = {
    type: 'run',
    version: 1,
    plan: hash,
    engine: 'embedded',
    protocol: 'http/1.1',
    startedAt: '2026-11-24T12:00:00.000Z',
  } as const;
  return {
    plan: { ...body, hash },
    recorded: { head, samples, watch: [], end: { type: 'end', endMs: 2 * PHASE_MS, unsent: 0 }, cut: false },
  };
}

function sampleOf(tier: string, i: number, schedMs: number, place: number): Sample {
  const isAbove = schedMs >= PHASE_MS;
  const isRefused = place === 0 && isAbove && i % 3 === 0;
  const ttft = 20 + ((i * 7919) % 60) + (isAbove ? 30 : 0) + place * 5;
  const stall = i === 50 ? 900 : 12;
  const times = { schedMs, pickedMs: schedMs, sentMs: schedMs + 1 };
  const common = { i, tier, user: i % 2, phase: isAbove ? 'above' : 'below', ...times };
  if (isRefused)
    return sampleWith({ ...common, outcome: 'refused-early', status: 429, headersMs: schedMs + 6, endMs: schedMs + 6 });
  const firstTokenMs = schedMs + 1 + ttft;
  const gapsMs = [10, stall, 11];
  const lastTokenMs = firstTokenMs + 21 + stall;
  return sampleWith({
    ...common,
    headersMs: schedMs + 5,
    firstEventMs: firstTokenMs,
    firstTokenMs,
    firstAnswerMs: firstTokenMs,
    lastTokenMs,
    gapsMs,
    events: 6,
    usage: { prompt: 8, completion: 4, total: 12 },
    endMs: lastTokenMs + 1,
    done: true,
  });
}
