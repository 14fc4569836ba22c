import { regressionGates } from '../../load/gates/regression.ts';
import { Measures } from '../../load/measures/measures.ts';
import type { HistoryEntry } from '../../reports/history/history.ts';
import type { LoadTrend } from '../../reports/history/summary.ts';

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

/** The last nights of one plan that did not fail: a regression that is measured against itself is none. */
const fitNights = (nights: readonly LoadNight[], plan: string): LoadNight[] =>
  nights.filter(({ measures, verdict }) => measures.plan === plan && verdict !== 'fail').slice(-BASELINE_NIGHTS);

/** What a run of this plan is compared with: the last nights of the same target. */
export const baselinesIn = (entries: readonly HistoryEntry[], plan: string): Measures[] =>
  fitNights(loadNights(entries), plan).map(({ measures }) => measures);

function trendsOf(nights: readonly LoadNight[]): LoadTrend[] {
  const last = nights.at(-1);
  if (last === undefined) return [];
  const { profile, plan } = last.measures;
  const before = fitNights(nights.slice(0, -1), plan);
  return regressionGates(
    last.measures,
    before.map(({ measures }) => measures),
  ).map(({ gate, phase, tier, verdict, text }) => ({
    profile,
    plan,
    gate,
    phase,
    tier,
    verdict,
    text,
    nights: nights.map(({ at, measures }) => ({ at, ms: medianIn(measures, gate, phase, tier) })),
  }));
}

/** The median of what a gate compares; undefined where a night has too few values for one. */
function medianIn({ groups }: Measures, gate: string, phase?: string, tier?: string): number | undefined {
  const group = groups.find((one) => one.phase === phase && one.tier === tier);
  const metric = Object.entries(group?.metrics ?? {}).find(([name]) => gate === `regression of ${name}`)?.[1];
  return metric !== undefined && 'ms' in metric.p50 ? metric.p50.ms : undefined;
}

/** How the last load run of each plan compares with the nights before it. */
export function loadTrends(entries: readonly HistoryEntry[]): LoadTrend[] {
  const nights = loadNights(entries);
  const plans = [...new Set(nights.map(({ measures }) => measures.plan))];
  return plans.flatMap((plan) => trendsOf(nights.filter(({ measures }) => measures.plan === plan)));
}
