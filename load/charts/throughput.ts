import * as Plot from '@observablehq/plot';
import { keepsSlo } from '../measures/goodput.ts';
import type { Sample } from '../samples/sample.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { lookOf, type Named } from './theme.ts';
import { type Buckets, bucketsOf, perSecond, phaseMarks, SECONDS_AXIS } from './time.ts';

const HEIGHT = 280;

interface Line extends Named {
  rates: readonly number[];
}

/** Tokens of an answer when they came: `usage` says how many, the gaps say when. */
export function tokenTimes({ usage, firstTokenMs, gapsMs = [], endMs }: Sample): { ms: number; count: number }[] {
  const tokens = usage?.completion ?? 0;
  if (tokens === 0) return [];
  if (firstTokenMs === undefined) return [{ ms: endMs, count: tokens }];
  const each = tokens / (gapsMs.length + 1);
  const times = [firstTokenMs];
  for (const gap of gapsMs) times.push((times.at(-1) ?? 0) + gap);
  return times.map((ms) => ({ ms, count: each }));
}

function overTime(
  shown: Shown,
  buckets: Buckets,
  lines: readonly Line[],
  unit: string,
  chart: Omit<Chart, 'svg'>,
): Chart[] {
  if (lines.every(({ rates }) => rates.every((rate) => rate === 0))) return [];
  const svg = drawn({
    ...chart,
    legend: lines,
    height: HEIGHT,
    options: {
      x: SECONDS_AXIS,
      y: { label: unit, grid: true, zero: true },
      marks: [
        ...lines.map(({ rates, look }) =>
          Plot.line(
            rates.map((y, index) => ({ x: buckets.middle(index), y })),
            { x: 'x', y: 'y', strokeWidth: 2, ...look },
          ),
        ),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ ...chart, svg }];
}

function throughput(shown: Shown, buckets: Buckets): Chart[] {
  const lines = tiersOf(shown).map((tier, at) => ({
    name: tier,
    look: lookOf(at),
    rates: perSecond(
      buckets,
      shown.samples.filter((one) => one.tier === tier && one.outcome === 'admitted').flatMap(tokenTimes),
    ),
  }));
  return overTime(shown, buckets, lines, 'tokens/s', {
    name: 'throughput',
    title: 'Throughput',
    summary: `Tokens a second of admitted answers when they came, in stretches of ${buckets.width} s; as many as the server’s usage says.`,
  });
}

function goodput(shown: Shown, buckets: Buckets): Chart[] {
  const slos = new Map(shown.plan.tiers.map(({ name, slo }) => [name, slo]));
  const lines = tiersOf(shown).flatMap((tier, at): Line[] => {
    const slo = slos.get(tier);
    if (slo === undefined) return [];
    const own = shown.samples.filter((one) => one.tier === tier);
    const rates = (samples: readonly Sample[]): number[] =>
      perSecond(
        buckets,
        samples.map(({ schedMs }) => ({ ms: schedMs, count: 1 })),
      );
    return [
      { name: `${tier}: kept its SLO`, look: lookOf(at, 0), rates: rates(own.filter((one) => keepsSlo(one, slo))) },
      { name: `${tier}: offered`, look: lookOf(at, 2), rates: rates(own) },
    ];
  });
  return overTime(shown, buckets, lines, 'requests/s', {
    name: 'goodput',
    title: 'Goodput',
    summary: `Requests a second that kept all of their tier’s SLO, beside those that were sent, by the time that they were due, in stretches of ${buckets.width} s.`,
  });
}

/** Tokens, and requests that were good enough, a second. */
export function throughputCharts(shown: Shown): Chart[] {
  const buckets = bucketsOf(shown.samples);
  return [...throughput(shown, buckets), ...goodput(shown, buckets)];
}
