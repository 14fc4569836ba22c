import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantileOf } from '../../../load/statistics/quantile.ts';
import { STALL_MS } from '../load/script.ts';
import { type Accuracy, accuracyOf, longestSeenMs } from '../load-peers/accuracy.ts';
import { aiperf } from '../load-peers/aiperf.ts';
import { execute } from '../load-peers/execute.ts';
import { guidellm } from '../load-peers/guidellm.ts';
import { inferencePerf } from '../load-peers/inference-perf.ts';
import { maasVerify } from '../load-peers/maas-verify.ts';
import { ourRush } from '../load-peers/our-rush.ts';
import type { Seen } from '../load-peers/seen.ts';
import { withMock } from '../load-peers/server.ts';
import type { RushTool } from '../load-peers/throughput.ts';
import type { StreamingTool } from '../load-peers/tool.ts';
import { vegeta } from '../load-peers/vegeta.ts';
import { wrk } from '../load-peers/wrk.ts';
import type { Benchmark, Budget, Report } from './benchmark.ts';
import { round } from './text.ts';

const TOKENS = 20;
/** The role comes at once, the first text so many milliseconds later, every other so many after the one before. */
const [TTFT_MS, GAP_MS] = [200, 30];
const LONG = { concurrency: 16, requests: 320 };
/** One stream of so many stalls in its middle. */
const STALL_EVERY = 16;
const SHORT = { concurrency: 16, requests: 64 };
/** Milliseconds of the beginning that no error is taken from: code is compiled and connections open. */
const WARM_UP_MS = 3_000;
const RUSH = { connections: 16, seconds: 6 };
/** 0: every gate passed; 1: one failed; 3: too few requests for a percentile, or a client without rest. All have samples. */
const OURS_FINE = [0, 1, 3];
const NOT_HERE = 'not here';

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-peers-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fineOf = (name: string): readonly number[] => (name === maasVerify.name ? OURS_FINE : [0]);

interface Streamed {
  accuracy: Accuracy;
  longestMs: number;
  processorMs: number;
}

/** One run of one tool against a mock of its own. */
async function streamed(
  tool: StreamingTool,
  file: string,
  { stallEvery, ...asked }: typeof LONG & { stallEvery: number },
): Promise<Streamed> {
  const options = { ttft: TTFT_MS, itl: GAP_MS, events: TOKENS, 'stall-every': stallEvery };
  return withMock(options, async (mock, origin) =>
    inFolder(async (folder) => {
      const invocation = await tool.invocation(file, { origin, tokens: TOKENS, ...asked }, folder);
      const { processorMs } = await execute(invocation, { folder, fine: fineOf(tool.name) });
      const seen: Seen[] = await tool.seen(folder);
      const accuracy = accuracyOf(seen, await mock.truth(), stallEvery === 0 ? WARM_UP_MS : 0);
      return { accuracy, longestMs: longestSeenMs(seen), processorMs };
    }),
  );
}

interface Compared {
  name: string;
  long: Streamed;
  /** With stalls. */
  short: Streamed;
}

const countsRole = ({ long }: Compared): boolean => quantileOf(long.accuracy.ttft, 0.5) < TTFT_MS / 2;
const seesStall = ({ short }: Compared): boolean => short.longestMs >= STALL_MS;
/** What a request more costs: what it costs to start and to report is in both runs. */
const processorOf = ({ long, short }: Compared): number =>
  (long.processorMs - short.processorMs) / (LONG.requests - SHORT.requests);

const p99 = (values: Float64Array | undefined): number =>
  values === undefined ? Number.NaN : quantileOf(values, 0.99);
const ms = (value: number): string => (Number.isNaN(value) ? 'keeps none' : `${round(value)} ms`);

const HEADINGS = [
  '',
  ...[
    'requests',
    'TTFT error p50',
    'p99',
    'ITL error p99',
    'gap error p99',
    'role counted',
    'longest gap seen',
    'stall',
  ],
  ...['CPU a request', 'CPU to start'],
];

function rowOf(one: Compared): string[] {
  const { accuracy } = one.long;
  return [
    one.name,
    String(accuracy.requests),
    ms(quantileOf(accuracy.ttftErrors, 0.5)),
    ms(p99(accuracy.ttftErrors)),
    ms(p99(accuracy.itlErrors)),
    ms(p99(accuracy.gapErrors)),
    countsRole(one) ? 'yes' : 'no',
    ms(one.short.longestMs),
    seesStall(one) ? 'seen' : 'not seen',
    ms(processorOf(one)),
    ms(one.short.processorMs - processorOf(one) * SHORT.requests),
  ];
}

/** Ours must be no worse than the best of the others that were there. */
function budgetsOf(ours: Compared, peers: readonly Compared[]): Budget[] {
  const against = (what: string, of: (accuracy: Accuracy) => number): Budget[] => {
    const others = peers.map(({ long }) => of(long.accuracy)).filter((value) => !Number.isNaN(value));
    if (others.length === 0) return [];
    return [
      {
        what: `${what}, ours against the best`,
        measured: of(ours.long.accuracy),
        most: Math.min(...others),
        unit: 'ms',
      },
    ];
  };
  return [
    ...against('p99 of the error of TTFT', ({ ttftErrors }) => p99(ttftErrors)),
    ...against('p99 of the error of ITL', ({ itlErrors }) => p99(itlErrors)),
    ...against('p99 of the error of a gap', (accuracy) => p99(accuracy.gapErrors)),
    { what: 'stalls of 500 ms that ours does not see', measured: seesStall(ours) ? 0 : 1, most: 0, unit: '' },
    { what: 'roles that ours takes for a token', measured: countsRole(ours) ? 1 : 0, most: 0, unit: '' },
  ];
}

interface Part {
  rows: string[][];
  budgets: Budget[];
  notes: string[];
}

const oneLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).replaceAll(/\s+/g, ' ');

async function streams(say: (line: string) => void): Promise<Part> {
  const rows: string[][] = [HEADINGS];
  const notes: string[] = [];
  const found: Compared[] = [];
  for (const tool of [maasVerify, guidellm, inferencePerf, aiperf]) {
    const file = tool.find();
    if (file === undefined) {
      rows.push([tool.name, NOT_HERE]);
      continue;
    }
    try {
      say(`${tool.name}: ${LONG.requests} streams`);
      const long = await streamed(tool, file, { ...LONG, stallEvery: 0 });
      say(`${tool.name}: ${SHORT.requests} streams, some of which stall`);
      const one = { name: tool.name, long, short: await streamed(tool, file, { ...SHORT, stallEvery: STALL_EVERY }) };
      found.push(one);
      rows.push(rowOf(one));
    } catch (error) {
      if (tool === maasVerify) throw error;
      rows.push([tool.name, 'did not run']);
      notes.push(`${tool.name} did not run: ${oneLine(error)}`);
    }
  }
  const [ours, ...peers] = found;
  return { rows, budgets: ours === undefined ? [] : budgetsOf(ours, peers), notes };
}

async function rushRow(tool: RushTool, file: string): Promise<string[]> {
  return withMock({ ttft: 0, itl: 0, events: 1 }, async (_, origin) =>
    inFolder(async (folder) => {
      const invocation = await tool.invocation(file, { origin, ...RUSH }, folder);
      const { processorMs, stdout } = await execute(invocation, { folder, fine: fineOf(tool.name) });
      const { answered, failed, lastedMs, sendingMs = processorMs } = await tool.rushed(stdout, folder);
      const rate = (answered * 1_000) / lastedMs;
      return [tool.name, `${round(rate)}/s`, String(failed), `${round((sendingMs * 1_000) / answered)} µs`];
    }),
  );
}

async function rushes(say: (line: string) => void): Promise<Part> {
  const rows: string[][] = [['whole answers', 'answered', 'failed', 'CPU a request']];
  const notes: string[] = [];
  for (const tool of [ourRush, vegeta, wrk]) {
    const file = tool.find();
    say(`${tool.name}: whole answers for ${RUSH.seconds} s`);
    try {
      rows.push(file === undefined ? [tool.name, NOT_HERE] : await rushRow(tool, file));
    } catch (error) {
      if (tool === ourRush) throw error;
      rows.push([tool.name, 'did not run']);
      notes.push(`${tool.name} did not run: ${oneLine(error)}`);
    }
  }
  return { rows, budgets: [], notes };
}

async function measure(say: (line: string) => void): Promise<Report> {
  const streaming = await streams(say);
  const whole = await rushes(say);
  return {
    table: [...streaming.rows, [''], ...whole.rows],
    budgets: streaming.budgets,
    notes: [
      ...streaming.notes,
      ...whole.notes,
      `load average ${round(loadavg()[0] ?? 0)} at the end; the mock has one core, the tool with all its processes the other`,
      `streams: ${LONG.concurrency} at once, the role at once, text after ${TTFT_MS} ms and every ${GAP_MS} ms, ${TOKENS} events;`,
      `errors are of requests after the first ${WARM_UP_MS} ms, each held against the server's own times of the same request`,
      `stalls: ${STALL_MS} ms in one of ${STALL_EVERY} streams; seen where any number that the tool keeps of a request's gaps reaches it`,
      'ITL error: of the mean of each request. CPU a request: of the whole tree of processes, starting and reporting apart;',
      'for whole answers ours counts while it sends (as its samples say), the others from their start to their end',
      'whole answers: the mock may be what ends the rate, so that the processor time tells more',
    ],
  };
}

/**
 * Our load command beside the field's tools, on the same mock, with the same count of requests at once. Each tool is what its
 * variable names, or what PATH has: MAAS_VERIFY_BENCH_GUIDELLM, MAAS_VERIFY_BENCH_INFERENCE_PERF, MAAS_VERIFY_BENCH_AIPERF,
 * MAAS_VERIFY_BENCH_VEGETA, MAAS_VERIFY_BENCH_WRK. One that is not there is named as such. The first three are packages of
 * PyPI (guidellm 0.8.1, aiperf 0.13.0, inference-perf 0.7.0), each best in a virtual environment of its own.
 */
export const loadPeers: Benchmark = {
  name: 'load-peers',
  title: 'load runs beside guidellm, inference-perf, aiperf, vegeta and wrk',
  measure,
};
