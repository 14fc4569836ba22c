import { clopperPearson } from '../limiter-accuracy/proportion.ts';
import type { GroupMeasures, Metric } from '../measures/measures.ts';
import type { Plan, PlannedTier } from '../plan/plan.ts';
import type { Outcome } from '../samples/sample.ts';
import type { TimedGate } from './gate.ts';

type Slo = NonNullable<PlannedTier['slo']>;
type Judged = Omit<TimedGate, 'phase' | 'tier'>;

const BROKEN: readonly Outcome[] = ['truncated', 'hung', 'server-error', 'client-error', 'unanswered', 'auth'];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** From the schedule, where there is the choice: the caller's clock runs from then. */
const METRIC: Readonly<Record<Slo['percentiles'][number]['metric'], Metric>> = {
  ttft: 'scheduledTtft',
  ttfat: 'ttfat',
  tpot: 'tpot',
  e2e: 'scheduledE2e',
  icl: 'icl',
  stall: 'stall',
};

function attainment({ goodput, outcomes }: GroupMeasures, target: number): Judged {
  const gate = 'attainment';
  const admitted = outcomes.admitted ?? 0;
  if (admitted === 0) return { gate, verdict: 'inconclusive', text: 'no request was admitted' };
  if (goodput === undefined)
    return {
      gate,
      verdict: 'inconclusive',
      text: 'first tokens were not timed: whole answers, or a k6 without k6/x/sse; leave ttftMs out, or play streams by the embedded engine',
    };
  const { from, to } = clopperPearson(goodput.kept, admitted);
  const text = `${goodput.kept} of ${admitted} admitted requests kept the SLO, between ${percent(from)} and ${percent(to)} with 95 %; ${percent(target)} must`;
  // Where each of them must, one that did not is enough.
  const isBroken = to < target || (target === 1 && goodput.kept < admitted);
  const isKept = from >= target || (target === 1 && goodput.kept === admitted);
  return { gate, verdict: isBroken ? 'fail' : isKept ? 'pass' : 'inconclusive', text };
}

function errors({ offered, outcomes }: GroupMeasures, most: number): Judged {
  const gate = 'errors';
  const kinds = BROKEN.flatMap((outcome) => ((outcomes[outcome] ?? 0) > 0 ? [`${outcomes[outcome]} ${outcome}`] : []));
  const broken = BROKEN.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
  if (offered === 0) return { gate, verdict: 'inconclusive', text: 'no request was offered' };
  const text = `${broken} of ${offered} requests were broken${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}; at most ${percent(most)} may`;
  return { gate, verdict: broken > most * offered ? 'fail' : 'pass', text };
}

function percentile(group: GroupMeasures, { metric, quantile, atMostMs }: Slo['percentiles'][number]): Judged {
  const name = `p${quantile * 100}` as const;
  const gate = `${name} of ${metric}`;
  const distribution = group.metrics[METRIC[metric]];
  const byQuantile = new Map(Object.entries(distribution).map(([key, value]) => [key, value]));
  const found = byQuantile.get(name);
  if (typeof found !== 'object' || !('ms' in found))
    return {
      gate,
      verdict: 'inconclusive',
      text: `too few admitted requests (${distribution.n} values) to tell ${name}`,
    };
  const text = `${found.ms.toFixed(1)} ms, between ${found.from.toFixed(1)} and ${found.to.toFixed(1)} with 95 %; at most ${atMostMs} ms`;
  if (found.from > atMostMs) return { gate, verdict: 'fail', text };
  if (group.steady === 'saturating')
    return { gate, verdict: 'inconclusive', text: `no steady state, so it depends on how long the phase was: ${text}` };
  return { gate, verdict: found.to <= atMostMs ? 'pass' : 'inconclusive', text };
}

/** Whether each tier kept its objectives in each phase that it took part in. */
export function sloGates({ tiers }: Pick<Plan, 'tiers'>, groups: readonly GroupMeasures[]): TimedGate[] {
  return groups.flatMap((group) => {
    const slo = tiers.find(({ name }) => name === group.tier)?.slo;
    if (slo === undefined) return [];
    const limits = [slo.ttftMs, slo.tpotMs, slo.e2eMs, slo.stallMs].filter((value) => value !== undefined);
    const judged = [
      ...(limits.length > 0 ? [{ ...attainment(group, slo.attainment), limitMs: Math.min(...limits) }] : []),
      errors(group, slo.errors),
      ...slo.percentiles.map((one) => ({ ...percentile(group, one), limitMs: one.atMostMs })),
    ];
    return judged.map((one) => ({ ...one, phase: group.phase, tier: group.tier }));
  });
}
