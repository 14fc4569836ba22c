import { loadavg } from 'node:os';
import { CAN_PIN } from '../load/pinned.ts';
import { startMockProcess } from '../load/started-mock.ts';
import type { Benchmark, Report } from './benchmark.ts';
import { arrivals } from './load-arrivals.ts';
import { capacity, flatness } from './load-capacity.ts';
import { precision } from './load-precision.ts';
import { round } from './text.ts';

/** How long memory is watched where nothing else is said; a soak sets it: BENCH_MINUTES=10 npm run bench -- load-engine. */
const DEFAULT_MINUTES = 1;
const GAMMA_CV = 2;

async function openLoop(say: (line: string) => void) {
  const mock = await startMockProcess(0, []);
  try {
    say('500 requests a second, Poisson');
    const poisson = await arrivals(mock.url, 'Poisson', 1);
    say('500 requests a second, gamma');
    return [poisson, await arrivals(mock.url, 'gamma', GAMMA_CV)];
  } finally {
    await mock.close();
  }
}

async function measure(say: (line: string) => void): Promise<Report> {
  const minutes = Number(process.env.BENCH_MINUTES ?? DEFAULT_MINUTES);
  const before = loadavg()[0] ?? 0;
  const exact = await precision(say);
  const many = await capacity(say);
  const sent = await openLoop(say);
  const flat = await flatness(minutes, say);
  return {
    table: [['', 'p50', 'p99', 'p99.9'], ...exact.rows, ...sent.map(({ row }) => row), ...many.rows],
    budgets: [...exact.budgets, ...many.budgets, flat, ...sent.flatMap(({ budgets }) => budgets)],
    notes: [
      `load average ${round(before)} at the beginning, ${round(loadavg()[0] ?? 0)} at the end`,
      CAN_PIN
        ? 'the mock has core 0, the client that is measured core 1; the reference does the same requests, one lane a task'
        : 'mock and client share the cores: errors of times are those of the scheduler',
      'errors of times are against the instants in the events; the last column of stream counts is cores used',
    ],
  };
}

/** The engine of load runs, and a client of Python’s, against a server that writes down what it did. */
export const loadEngine: Benchmark = {
  name: 'load-engine',
  title: 'how exactly, and at what cost, the embedded load engine stamps and sends',
  measure,
};
