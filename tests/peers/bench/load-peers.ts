import { loadavg } from 'node:os';
import { compareRushes } from '../load-peers/rushes.ts';
import { compareStreams } from '../load-peers/streams.ts';
import type { Benchmark, Report } from './benchmark.ts';
import { round } from './text.ts';

/** Rows of two tables under each other, each as long as the longest, as a table's columns are. */
function stacked(rows: readonly string[][]): string[][] {
  const columns = Math.max(...rows.map(({ length }) => length));
  return rows.map((row) => [...row, ...new Array<string>(columns - row.length).fill('')]);
}

async function measure(say: (line: string) => void): Promise<Report> {
  const streams = await compareStreams(say);
  const rushes = await compareRushes(say);
  return {
    table: stacked([...streams.table, [''], ...rushes.table]),
    budgets: [...streams.budgets, ...rushes.budgets],
    notes: [
      ...streams.notes,
      ...rushes.notes,
      `load average ${round(loadavg()[0] ?? 0)} at the end; the mock has one core, a tool with all its processes another one`,
    ],
  };
}

/**
 * Our load command beside the field's tools, on the same mock, with the same count of requests at once. Each tool is what its
 * variable names, or what PATH has: MAAS_VERIFY_BENCH_GUIDELLM, MAAS_VERIFY_BENCH_INFERENCE_PERF, MAAS_VERIFY_BENCH_AIPERF,
 * MAAS_VERIFY_BENCH_VEGETA, MAAS_VERIFY_BENCH_WRK. One that is not there is named as such. The first three are packages of
 * PyPI (guidellm 0.8.1, inference-perf 0.7.0, aiperf 0.13.0), each best in a virtual environment of its own.
 */
export const loadPeers: Benchmark = {
  name: 'load-peers',
  title: 'load runs beside guidellm, inference-perf, aiperf, vegeta and wrk',
  measure,
};
