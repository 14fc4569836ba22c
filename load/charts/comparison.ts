import * as Plot from '@observablehq/plot';
import type { Measures, Metric } from '../measures/measures.ts';
import type { Chart, Shown } from './chart.ts';
import { drawn, powersOnly } from './draw.ts';
import { lookOf, named } from './theme.ts';

const COMPARED = [
  ['scheduledTtft', 'TTFT'],
  ['tpot', 'TPOT'],
  ['scheduledE2e', 'E2E'],
] as const satisfies readonly (readonly [Metric, string])[];
const QUANTILES = ['p50', 'p95'] as const;
const [FIRST_HEIGHT, ROW_HEIGHT] = [80, 26];
const [NOW, BEFORE] = ['this run', 'earlier runs of the plan'];

interface ComparedPoint {
  metric: string;
  row: string;
  run: string;
  ms: number;
  from: number;
  to: number;
}

/** The told quantiles of a run, of tiers one by one. */
function points(measures: Measures, run: string): ComparedPoint[] {
  return measures.groups
    .filter(({ tier }) => tier !== 'all')
    .flatMap(({ phase, tier, metrics }) =>
      COMPARED.flatMap(([metric, name]) =>
        QUANTILES.flatMap((quantile) => {
          const found = metrics[metric][quantile];
          return 'ms' in found ? [{ metric: name, row: `${phase}, ${tier} ${quantile}`, run, ...found }] : [];
        }),
      ),
    );
}

/** Medians and p95 of this run beside those of earlier ones, with their 95 % intervals. */
export function comparisonCharts({ measures, baselines }: Shown): Chart[] {
  const same = baselines.filter(({ plan }) => plan === measures.plan);
  const now = points(measures, NOW);
  const before = same.flatMap((one) => points(one, BEFORE));
  if (now.length === 0 || before.length === 0) return [];
  const rows = [...new Set([...now, ...before].map(({ row }) => row))];
  const metrics = COMPARED.map(([, name]) => name).filter((name) =>
    [...now, ...before].some(({ metric }) => metric === name),
  );
  const title = 'Compared with earlier runs';
  const summary = `Median and p95 with their 95 % intervals: this run (filled) above ${same.length === 1 ? 'the run' : `${same.length} runs`} that it is compared with. TTFT and E2E from when requests were due.`;
  const svg = drawn({
    title,
    summary,
    legend: named([NOW, BEFORE]),
    height: FIRST_HEIGHT + (rows.length + 1) * ROW_HEIGHT * metrics.length,
    options: {
      x: { label: 'milliseconds', labelAnchor: 'center', type: 'log', grid: true, tickFormat: powersOnly },
      y: { label: null, domain: rows },
      fy: { label: null, domain: metrics },
      marginLeft: 180,
      marginRight: 60,
      marks: [now, before].flatMap((data, at) => {
        const { stroke } = lookOf(at);
        const dy = at === 0 ? -4 : 4;
        return [
          Plot.ruleY(data, { x1: 'from', x2: 'to', y: 'row', fy: 'metric', stroke, strokeWidth: 2, dy }),
          Plot.dot(data, { x: 'ms', y: 'row', fy: 'metric', stroke, fill: at === 0 ? stroke : 'none', r: 4, dy }),
        ];
      }),
    },
  });
  return [{ name: 'comparison', title, summary, svg }];
}
