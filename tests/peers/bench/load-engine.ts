import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPlan } from '../../../load/engine/engine.ts';
import { compilePlan } from '../../../load/plan/compile.ts';
import { variation } from '../../../load/plan/gaps.ts';
import type { Plan } from '../../../load/plan/plan.ts';
import { parseProfile } from '../../../load/profile/read.ts';
import { type Recorded, readSamples } from '../../../load/samples/reader.ts';
import { ascending, quantileOf } from '../../../load/statistics/quantile.ts';
import { startMockProcess, type Truth } from '../load/started-mock.ts';
import type { Benchmark, Budget, Report } from './benchmark.ts';
import { round } from './text.ts';

const TOKENS = 40;
const STREAMS = 400;
const RATE = 500;
const SECONDS = 20;
const US_PER_MS = 1_000;
/** Milliseconds of the beginning in which code is compiled: left out for every number. */
const WARM_UP_MS = 3_000;

const planOf = (phases: string, output: number, stream: boolean): Plan =>
  compilePlan(
    parseProfile(
      `
version: 1
name: bench
target: {warmConnections: 64}
tiers: [{name: free, users: 400}]
prompts: {input: {fixed: 16}, output: {fixed: ${output}}, stream: ${stream}}
budget: {requests: 100000, tokens: 100000000}
phases: ${phases}`,
      'bench',
    ),
  );

async function played(plan: Plan, baseUrl: string, model: string): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
  try {
    const file = join(folder, 'samples.ndjson');
    const target = { baseUrl, model, insecureSkipTlsVerify: false, tokens: {} };
    await runPlan({ plan, target, file, workers: 1 });
    return await readSamples(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Accuracy {
  gapErrors: Float64Array;
  ttftErrors: Float64Array;
  lost: number;
  usPerEvent: number;
}

/** What the client saw of streams, against what the mock did. */
function accuracyOf(plan: Plan, { samples, watch }: Recorded, truth: Map<string, Truth>): Accuracy {
  const measured = samples.filter(({ pickedMs }) => pickedMs > WARM_UP_MS);
  const gaps: number[] = [];
  const ttfts: number[] = [];
  let lost = 0;
  for (const { i, gapsMs = [], firstTokenMs = 0, sentMs = 0 } of measured) {
    const sent = truth.get(`${plan.hash.slice(0, 12)}-${i}`);
    if (sent === undefined) continue;
    lost += Math.abs(sent.sentAtMs.length - 1 - gapsMs.length);
    gapsMs.forEach((gap, at) => {
      gaps.push(Math.abs(gap - ((sent.sentAtMs[at + 1] ?? 0) - (sent.sentAtMs[at] ?? 0))));
    });
    ttfts.push(firstTokenMs - sentMs - ((sent.sentAtMs[0] ?? 0) - sent.receivedAtMs));
  }
  const cpuMs = watch.reduce((sum, { cpu }) => sum + cpu * 1_000, 0);
  const events = samples.reduce((sum, sample) => sum + sample.events, 0);
  return { gapErrors: ascending(gaps), ttftErrors: ascending(ttfts), lost, usPerEvent: (cpuMs * US_PER_MS) / events };
}

const ms = (value: number): string => `${round(value)} ms`;

async function measure(say: (line: string) => void): Promise<Report> {
  const mock = await startMockProcess(0, ['--itl', '100']);
  try {
    say(`${STREAMS} streams of ${TOKENS} tokens`);
    const streams = planOf(
      `[{name: a, kind: closed, concurrency: ${STREAMS}, requests: ${3 * STREAMS}, duration: 60s, think: 500ms}]`,
      TOKENS,
      true,
    );
    const recorded = await played(streams, mock.url, 'timed');
    const { gapErrors, ttftErrors, lost, usPerEvent } = accuracyOf(streams, recorded, await mock.truth());
    say(`${RATE} requests a second, Poisson`);
    const open = planOf(`[{name: b, kind: poisson, rate: ${RATE}, duration: ${SECONDS}s}]`, 1, false);
    const arrivals = await played(open, mock.url, 'whole');
    const timed = arrivals.samples.filter(({ pickedMs }) => pickedMs > WARM_UP_MS);
    const late = ascending(timed.map(({ pickedMs, schedMs }) => pickedMs - schedMs));
    const picked = ascending(arrivals.samples.map(({ pickedMs }) => pickedMs));
    const seenCv = variation(Array.from(picked.subarray(1), (at, index) => at - (picked[index] ?? at)));
    const rateError = Math.abs(arrivals.samples.length / (RATE * SECONDS) - 1);
    const budgets: Budget[] = [
      { what: 'events lost or seen twice', measured: lost, most: 0, unit: 'events' },
      { what: 'error of the offered rate', measured: 100 * rateError, most: 0.1, unit: '%' },
      { what: 'error of the offered variation', measured: 100 * Math.abs(seenCv - 1), most: 2, unit: '%' },
      { what: 'p99 of the lateness', measured: quantileOf(late, 0.99), most: 2, unit: 'ms' },
      { what: 'p99 of the error of a gap', measured: quantileOf(gapErrors, 0.99), most: 1, unit: 'ms' },
      { what: 'p99 of the error of TTFT', measured: quantileOf(ttftErrors, 0.99), most: 1, unit: 'ms' },
    ];
    return {
      table: [
        ['', 'p50', 'p99', 'p99.9'],
        ...[
          { name: 'error of a gap', values: gapErrors },
          { name: 'error of TTFT', values: ttftErrors },
          { name: 'lateness', values: late },
        ].map(({ name, values }) => [name, ...[0.5, 0.99, 0.999].map((share) => ms(quantileOf(values, share)))]),
        ['processor time of an event', `${round(usPerEvent)} µs`, '', ''],
      ],
      budgets,
      notes: [
        `load average ${round(loadavg()[0] ?? 0)} at the end; the mock is a process of its own`,
        'errors of times are those of the machine’s scheduler where it is busy: the budgets are for a quiet one',
      ],
    };
  } finally {
    await mock.close();
  }
}

/** The engine of load runs against a server that writes down what it did. */
export const loadEngine: Benchmark = {
  name: 'load-engine',
  title: 'how exactly the embedded load engine stamps and sends',
  measure,
};
