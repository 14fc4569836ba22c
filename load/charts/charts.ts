import type { Measures } from '../measures/measures.ts';
import type { Plan } from '../plan/plan.ts';
import type { Recorded } from '../samples/reader.ts';
import type { Chart, Shown } from './chart.ts';
import { comparisonCharts } from './comparison.ts';
import { inFlightCharts } from './in-flight.ts';
import { latencyCharts } from './latency.ts';
import { limitCharts } from './limits.ts';
import { rateCharts } from './rate.ts';
import { stallCharts } from './stalls.ts';
import { throughputCharts } from './throughput.ts';
import { ttftOverTime } from './ttft-over-time.ts';

const ALL: readonly ((shown: Shown) => Chart[])[] = [
  comparisonCharts,
  latencyCharts,
  ttftOverTime,
  rateCharts,
  inFlightCharts,
  throughputCharts,
  limitCharts,
  stallCharts,
];

/** Every chart of a run that has something to show; `baselines` are measures of earlier runs. */
export function chartsOf(
  plan: Plan,
  parts: readonly Recorded[],
  measures: Measures,
  baselines: readonly Measures[] = [],
): Chart[] {
  const samples = parts.flatMap((part) => part.samples).toSorted((a, b) => a.schedMs - b.schedMs || a.i - b.i);
  return ALL.flatMap((chart) => chart({ plan, samples, measures, baselines }));
}
