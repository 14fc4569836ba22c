import { join } from 'node:path';
import type { GateResult } from '../../load/gates/gate.ts';
import { COMPARED, FEWEST_BLOCKS, regressionGates } from '../../load/gates/regression.ts';
import { type GroupMeasures, Measures, type Metric } from '../../load/measures/measures.ts';
import type { Plan } from '../../load/plan/plan.ts';
import type { HistoryEntry } from '../../reports/history/history.ts';
import type { LoadTrend } from '../../reports/history/summary.ts';
import { type HistoryPlace, readTarget } from './store.ts';

/** More nights than these make a baseline slow to follow, fewer make it noisy. */
const BASELINE_NIGHTS = 5;

interface LoadNight {
  at: string;
  verdict: HistoryEntry['verdict']['verdict'];
  measures: Measures;
}

/** The load runs of a history, in order. Measures of another version are none. */
function loadNights(entries: readonly HistoryEntry[]): LoadNight[] {
  return entries.flatMap(({ verdict, measures }) => {
    const parsed = Measures.safeParse(measures);
    return parsed.success ? [{ at: verdict.run.startedAt, verdict: verdict.verdict, measures: parsed.data }] : [];
  });
}

/** Whether a night can be a baseline: a client that kept up, and phases that are long enough to have medians of their own. */
const canCompare = ({ client, complete, groups }: Measures): boolean =>
  complete &&
  client.verdict !== 'bottleneck' &&
  groups.some(({ metrics }) => metrics.scheduledE2e.blockMediansMs.length >= FEWEST_BLOCKS);

/** The last nights of one plan that did not fail: a regression that is measured against itself is none. */
const fitNights = (nights: readonly LoadNight[], plan: string): Measures[] =>
  nights
    .filter(({ measures, verdict }) => measures.plan === plan && verdict !== 'fail' && canCompare(measures))
    .slice(-BASELINE_NIGHTS)
    .map(({ measures }) => measures);

/** What a run of this plan is compared with: the last nights of the same target; none in its first night. */
export const baselinesIn = (entries: readonly HistoryEntry[], plan: string): Measures[] =>
  fitNights(loadNights(entries), plan);

/** What a run is compared with: the baselines that are given, else the last nights of its history. */
export function baselinesFor(
  given: readonly Measures[],
  history: HistoryPlace | undefined,
  { hash }: Pick<Plan, 'hash'>,
): readonly Measures[] {
  if (given.length > 0 || history === undefined) return given;
  return baselinesIn(readTarget(join(history.folder, history.target.key)).entries, hash);
}

const medianOf = ({ groups }: Measures, phase: string, tier: string, metric: Metric): number | undefined => {
  const p50 = groups.find((one) => one.phase === phase && one.tier === tier)?.metrics[metric].p50;
  return p50 !== undefined && 'ms' in p50 ? p50.ms : undefined;
};

/** One time of one tier in one phase; nothing where no night has a median of it. */
function trendOf(
  nights: readonly LoadNight[],
  { phase, tier }: GroupMeasures,
  metric: Metric,
  gates: readonly GateResult[],
): LoadTrend[] {
  const medians = nights.map(({ at, measures }) => ({ at, ms: medianOf(measures, phase, tier, metric) }));
  const gate = gates.find((one) => one.phase === phase && one.tier === tier && one.gate === `regression of ${metric}`);
  const [{ profile, plan } = { profile: '', plan: '' }] = nights.map(({ measures }) => measures);
  if (gate === undefined && medians.every(({ ms }) => ms === undefined)) return [];
  const { verdict: told = 'inconclusive', text = 'no earlier night can be compared with it' } = gate ?? {};
  // Times of a client that did not keep up are its own.
  const isDoubted = told === 'fail' && nights.at(-1)?.measures.client.verdict === 'bottleneck';
  const verdict = isDoubted ? 'inconclusive' : told;
  return [{ profile, plan, metric, phase, tier, verdict, text, nights: medians }];
}

function trendsOf(nights: readonly LoadNight[]): LoadTrend[] {
  const last = nights.at(-1)?.measures;
  if (last === undefined) return [];
  const gates = regressionGates(last, fitNights(nights.slice(0, -1), last.plan));
  return last.groups
    .filter(({ tier }) => tier !== 'all')
    .flatMap((group) => COMPARED.flatMap((metric) => trendOf(nights, group, metric, gates)));
}

/** How the last load run of each plan compares with the nights before it. */
export function loadTrends(entries: readonly HistoryEntry[]): LoadTrend[] {
  const nights = loadNights(entries);
  const plans = [...new Set(nights.map(({ measures }) => measures.plan))];
  return plans.flatMap((plan) => trendsOf(nights.filter(({ measures }) => measures.plan === plan)));
}
