import { variation } from '../../../load/plan/gaps.ts';
import { ascending, quantileOf } from '../../../load/statistics/quantile.ts';
import { byEngine } from '../load/clients.ts';
import type { Budget } from './benchmark.ts';
import { arrivalsPlan } from './load-plans.ts';

const RATE = 500;
const SECONDS = 20;
/** Milliseconds of the beginning in which code is compiled: not looked at for the lateness. */
const WARM_UP_MS = 3_000;
const MOST = { rate: 0.1, variation: 2, lateMs: 2 };
const PERCENT = 100;

const gapsOf = (times: ArrayLike<number>): number[] => {
  const sorted = ascending(times);
  return Array.from(sorted.subarray(1), (at, index) => at - (sorted[index] ?? at));
};

/** How exactly requests are sent at a rate: against what the plan asks for. */
export async function arrivals(url: string, name: string, cv: number): Promise<{ row: string[]; budgets: Budget[] }> {
  const plan = arrivalsPlan(RATE, SECONDS, cv);
  const { recorded } = await byEngine(plan, url, 'whole');
  const samples = recorded?.samples ?? [];
  const timed = samples.filter(({ pickedMs }) => pickedMs > WARM_UP_MS);
  const late = ascending(timed.map(({ pickedMs, schedMs }) => pickedMs - schedMs));
  const seen = variation(gapsOf(samples.map(({ pickedMs }) => pickedMs)));
  const rateError = Math.abs(samples.length / (RATE * SECONDS) - 1);
  const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => quantileOf(late, share));
  return {
    row: [`lateness, ${name}, ms`, ...[p50, p99, p999].map((ms = Number.NaN) => ms.toFixed(2))],
    budgets: [
      { what: `${name}: error of the rate`, measured: PERCENT * rateError, most: MOST.rate, unit: '%' },
      {
        what: `${name}: error of the variation`,
        measured: PERCENT * Math.abs(seen / cv - 1),
        most: MOST.variation,
        unit: '%',
      },
      { what: `${name}: p99 of the lateness`, measured: p99 ?? Number.NaN, most: MOST.lateMs, unit: 'ms' },
    ],
  };
}
