import { ascending, medianOf, quantileOf } from '../../../load/statistics/quantile.ts';
import { type Accuracy, accuracyOf } from '../load/accuracy.ts';
import { byEngine } from '../load/clients.ts';
import { startMockProcess } from '../load/started-mock.ts';
import type { Usage } from '../load/work.ts';
import type { Budget } from './benchmark.ts';
import { streamsPlan } from './load-plans.ts';

const GAP_MS = 50;
const TOKENS = 80;
const EACH = 3;
const WARM_UP_MS = 4_500;
const COUNTS = [250, 1_000, 1_500, 2_000, 2_500];
const MOST = { errorMs: 5, kibPerStream: 64, growth: 1.1 };
const FEWEST_STREAMS = 1_500;
const KIB = 1_024;
const MS_PER_MINUTE = 60_000;
/** Streams of the long run, and of each of them the tokens. */
const LONG = { streams: 400, tokens: 200 };

interface Step {
  streams: number;
  accuracy: Accuracy;
}

const p99 = ({ accuracy }: Step): number => quantileOf(accuracy.gapErrors, 0.99);
const isSustained = (step: Step): boolean => p99(step) < MOST.errorMs && step.accuracy.lost === 0;

/** How much resident memory grows with each stream: the slope of a line through all counts, of least squares. */
function slopeOf(steps: readonly Step[]): number {
  const mean = (of: (step: Step) => number): number => steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  const [streams, bytes] = [mean((step) => step.streams), mean(({ accuracy }) => accuracy.rssBytes)];
  const both = mean((step) => (step.streams - streams) * (step.accuracy.rssBytes - bytes));
  return both / mean((step) => (step.streams - streams) ** 2) / KIB;
}

/** More and more streams on one core, until the engine does not follow. */
export async function capacity(say: (line: string) => void): Promise<{ rows: string[][]; budgets: Budget[] }> {
  const mock = await startMockProcess(0, ['--itl', String(GAP_MS), '--spread']);
  const steps: Step[] = [];
  try {
    for (const streams of COUNTS) {
      say(`${streams} streams, ${GAP_MS} ms between tokens`);
      const played = await byEngine(streamsPlan(streams, EACH, TOKENS), mock.url, 'timed');
      const step = { streams, accuracy: accuracyOf(played, await mock.truth(), WARM_UP_MS) };
      steps.push(step);
      if (!isSustained(step) && streams >= FEWEST_STREAMS) break;
    }
  } finally {
    await mock.close();
  }
  const sustained = steps.filter(isSustained);
  const highest = sustained.at(-1);
  return {
    rows: steps.map((step) => [
      `${step.streams} streams: error of a gap, ms; cores`,
      quantileOf(step.accuracy.gapErrors, 0.5).toFixed(3),
      p99(step).toFixed(3),
      step.accuracy.cores.toFixed(2),
    ]),
    budgets: [
      {
        what: `streams short of ${FEWEST_STREAMS} on one core at ${GAP_MS} ms`,
        measured: Math.max(0, FEWEST_STREAMS - (highest?.streams ?? 0)),
        most: 0,
        unit: 'streams',
      },
      {
        what: `events lost or seen twice at ${highest?.streams ?? COUNTS[0]} streams`,
        measured: (highest ?? steps[0])?.accuracy.lost ?? Number.NaN,
        most: 0,
        unit: 'events',
      },
      { what: 'memory of a stream', measured: slopeOf(steps), most: MOST.kibPerStream, unit: 'kB' },
    ],
  };
}

/** The median memory of a part of the run, in bytes. */
const memoryOf = (usage: readonly Usage[]): number => medianOf(ascending(usage.map(({ rssBytes }) => rssBytes)));

/** Whether memory stays the same in a long run: its last quarter against its second. */
export async function flatness(minutes: number, say: (line: string) => void): Promise<Budget> {
  const mock = await startMockProcess(0, ['--itl', String(GAP_MS), '--spread']);
  const each = Math.max(4, Math.ceil((minutes * MS_PER_MINUTE) / (LONG.tokens * GAP_MS)));
  try {
    say(`${LONG.streams} streams for ${minutes} minutes`);
    const { usage } = await byEngine(streamsPlan(LONG.streams, each, LONG.tokens), mock.url, 'timed');
    const quarter = Math.floor(usage.length / 4);
    const growth = memoryOf(usage.slice(3 * quarter)) / memoryOf(usage.slice(quarter, 2 * quarter));
    return {
      what: `memory after ${minutes} minutes, of the beginning’s`,
      measured: growth,
      most: MOST.growth,
      unit: '×',
    };
  } finally {
    await mock.close();
  }
}
