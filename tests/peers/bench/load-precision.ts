import { medianOf, quantileOf } from '../../../load/statistics/quantile.ts';
import { type Accuracy, accuracyOf } from '../load/accuracy.ts';
import { byAiohttp, byEngine } from '../load/clients.ts';
import { startMockProcess } from '../load/started-mock.ts';
import type { Budget } from './benchmark.ts';
import { streamsPlan } from './load-plans.ts';

const STREAMS = 400;
const TOKENS = 40;
const GAP_MS = 100;
/** Each lane has so many streams of four seconds; the first is left out, as the time in which code is compiled. */
const EACH = 3;
const WARM_UP_MS = 4_500;
const MOST = { ratio: 0.6, errorMs: 1, errorRatio: 0.5 };
const CLIENTS = { engine: byEngine, aiohttp: byAiohttp };
/** Neither client has the better minute. */
const ORDER = ['engine', 'aiohttp', 'aiohttp', 'engine', 'engine', 'aiohttp'] as const;

const quantiles = (errors: Float64Array): string[] =>
  [0.5, 0.99, 0.999].map((share) => quantileOf(errors, share).toFixed(3));

/** At most a millisecond, or half of what the reference had in the same minute: a busy machine delays both. */
function errorBudget(what: string, of: (one: Accuracy) => Float64Array, engine: Accuracy[], peer: Accuracy[]): Budget {
  const p99 = (all: Accuracy[]): number => medianOf(all.map((one) => quantileOf(of(one), 0.99)));
  const most = Math.max(MOST.errorMs, MOST.errorRatio * p99(peer));
  return { what: `p99 of the error of ${what} at ${STREAMS} streams`, measured: p99(engine), most, unit: 'ms' };
}

/** The engine and the reference doing the same work, in turns. */
export async function precision(say: (line: string) => void): Promise<{ rows: string[][]; budgets: Budget[] }> {
  const mock = await startMockProcess(0, ['--itl', String(GAP_MS), '--spread']);
  const found: Record<keyof typeof CLIENTS, Accuracy[]> = { engine: [], aiohttp: [] };
  const rows: string[][] = [];
  try {
    for (const name of ORDER) {
      say(`${STREAMS} streams of ${TOKENS} tokens: ${name}`);
      const played = await CLIENTS[name](streamsPlan(STREAMS, EACH, TOKENS), mock.url, 'timed');
      const one = accuracyOf(played, await mock.truth(), WARM_UP_MS);
      found[name].push(one);
      rows.push([`error of a gap, ${name}, ms`, ...quantiles(one.gapErrors)]);
      rows.push([`error of TTFT, ${name}, ms`, ...quantiles(one.ttftErrors)]);
      rows.push([`processor time of an event, ${name}, µs`, one.usPerEvent.toFixed(1), '', '']);
    }
  } finally {
    await mock.close();
  }
  const cpu = (name: keyof typeof CLIENTS): number => medianOf(found[name].map(({ usPerEvent }) => usPerEvent));
  return {
    rows,
    budgets: [
      {
        what: 'processor time of an event, of aiohttp’s',
        measured: cpu('engine') / cpu('aiohttp'),
        most: MOST.ratio,
        unit: '×',
      },
      errorBudget('a gap', ({ gapErrors }) => gapErrors, found.engine, found.aiohttp),
      errorBudget('TTFT', ({ ttftErrors }) => ttftErrors, found.engine, found.aiohttp),
    ],
  };
}
