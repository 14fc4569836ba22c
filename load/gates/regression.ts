import type { GroupMeasures, Measures, Metric } from '../measures/measures.ts';
import { randomOf } from '../plan/random.ts';
import { groupShift, shiftOf } from '../statistics/hodges-lehmann.ts';
import { medianOf } from '../statistics/quantile.ts';
import type { TimedGate } from './gate.ts';

export const COMPARED: readonly Metric[] = ['scheduledTtft', 'tpot', 'scheduledE2e'];
/** What a median may rise by. */
const TOLERANCE = 0.05;
/** Fewer stretches of a phase than these tell nothing of a median. */
export const FEWEST_BLOCKS = 4;
const SEED = 1;

const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** How much two halves of the same seem to differ: with several runs, each against the others; with one, every other block. */
function noiseOf(runs: readonly (readonly number[])[]): number {
  const [only] = runs;
  const halves =
    runs.length > 1
      ? runs.map((run, at) => [runs.flatMap((other, index) => (index === at ? [] : [...other])), run] as const)
      : [[(only ?? []).filter((_, at) => at % 2 === 0), (only ?? []).filter((_, at) => at % 2 === 1)] as const];
  return Math.max(...halves.map(([a, b]) => Math.abs(shiftOf(a, b))));
}

function compared(
  metric: Metric,
  now: readonly number[],
  runs: readonly (readonly number[])[],
): Omit<TimedGate, 'phase' | 'tier'> {
  const gate = `regression of ${metric}`;
  const before = runs.flat();
  if (now.length < FEWEST_BLOCKS || before.length < FEWEST_BLOCKS)
    return {
      gate,
      verdict: 'inconclusive',
      text: `${now.length} blocks against ${before.length} of the baseline, ${FEWEST_BLOCKS} are the fewest: make the phase longer`,
    };
  const usual = medianOf(before);
  const most = TOLERANCE * usual;
  const noise = noiseOf(runs);
  const shift = groupShift(before, now, randomOf(SEED, 'regression'));
  const text = `${ms(shift.estimate)} above a median of ${ms(usual)}, between ${ms(shift.from)} and ${ms(shift.to)} with 95 %; ${ms(most)} are tolerated, the baseline differs from itself by ${ms(noise)}`;
  if (shift.from > most && noise < shift.estimate) return { gate, verdict: 'fail', text, limitMs: usual };
  return { gate, verdict: shift.to <= most ? 'pass' : 'inconclusive', text, limitMs: usual };
}

const sameGroup = (a: GroupMeasures, b: GroupMeasures): boolean => a.phase === b.phase && a.tier === b.tier;

/** Compares a run with earlier ones of the same plan: a baseline, or the last nights. */
export function regressionGates(now: Measures, baselines: readonly Measures[]): TimedGate[] {
  const fit = baselines.filter(({ plan, client }) => plan === now.plan && client.verdict !== 'bottleneck');
  if (baselines.length === 0) return [];
  if (fit.length === 0)
    return [
      {
        gate: 'regression',
        verdict: 'inconclusive',
        text: 'no baseline is of the same plan, by a client that kept up',
      },
    ];
  return now.groups.flatMap((group) => {
    if (group.tier === 'all') return [];
    const earlier = fit.flatMap(({ groups }) => groups.filter((other) => sameGroup(group, other)));
    return COMPARED.flatMap((metric) => {
      const own = group.metrics[metric].blockMediansMs;
      const runs = earlier.map(({ metrics }) => metrics[metric].blockMediansMs);
      // Nothing of it in either: whole answers have no time to a first token.
      if (own.length === 0 && runs.every((run) => run.length === 0)) return [];
      return [{ ...compared(metric, own, runs), phase: group.phase, tier: group.tier }];
    });
  });
}
