import type { Plan } from '../plan/plan.ts';
import { randomOf } from '../plan/random.ts';
import type { Sample } from '../samples/sample.ts';
import { pairShift } from '../statistics/hodges-lehmann.ts';
import { medianOf } from '../statistics/quantile.ts';
import type { Measures } from './measures.ts';

const FEWEST_PAIRS = 3;
const CONFIDENCE = 0.9;
/** A shift inside of these counts as none: a part of the victim's latency, and what the clocks of a busy machine make. */
const TOLERATED_SHARE = 0.05;
const TOLERATED_MS = 5;

interface Block {
  from: number;
  to: number;
  on: boolean;
}

/** The victim's time cut where the aggressor comes and goes. */
function blocksOf(plan: Plan, victim: string, aggressor: string): Block[] {
  const own = plan.phases.filter(({ tiers }) => tiers.includes(victim));
  const on = plan.phases.filter(({ tiers }) => tiers.includes(aggressor) && !tiers.includes(victim));
  const edges = [...own, ...on].flatMap(({ startMs, durationMs }) => [startMs, startMs + durationMs]);
  const sorted = [...new Set(edges)].toSorted((a, b) => a - b);
  const inside = (phases: typeof own, at: number): boolean =>
    phases.some(({ startMs, durationMs }) => at >= startMs && at < startMs + durationMs);
  return sorted.slice(0, -1).flatMap((from, index) => {
    const to = sorted[index + 1] ?? from;
    return inside(own, from) ? [{ from, to, on: inside(on, from) }] : [];
  });
}

const latency = ({ schedMs, firstTokenMs, endMs }: Sample): number => (firstTokenMs ?? endMs) - schedMs;

/** Blocks with the median latency of what the victim sent in them; those in which nothing was admitted say nothing. */
function medians(blocks: readonly Block[], samples: readonly Sample[]): { on: boolean; ms: number }[] {
  return blocks.flatMap(({ from, to, on }) => {
    const own = samples.filter(({ schedMs, outcome }) => schedMs >= from && schedMs < to && outcome === 'admitted');
    return own.length === 0 ? [] : [{ on, ms: medianOf(own.map(latency)) }];
  });
}

/**
 * Whether one tier notices another: none of its requests may be refused, and its latency with the aggressor may be
 * shifted by nothing that matters. Blocks with and without are compared pair by pair, since a machine drifts.
 */
export function judgeIsolatedTiers(plan: Plan, samples: readonly Sample[]): Measures['isolation'] {
  if (plan.isolation === undefined) return undefined;
  const { victim, aggressor } = plan.isolation;
  const own = samples.filter(({ tier }) => tier === victim);
  const blocks = medians(blocksOf(plan, victim, aggressor), own);
  const pairs = blocks.slice(1).flatMap((block, index) => {
    const before = blocks[index];
    if (before === undefined || before.on === block.on) return [];
    return [block.on ? block.ms - before.ms : before.ms - block.ms];
  });
  const refused = own.filter(({ outcome }) => outcome.startsWith('refused')).length;
  if (refused > 0)
    return {
      verdict: 'violated',
      byRefusals: true,
      text: `${refused} of ${own.length} requests of ${victim} were refused while ${aggressor} was loud`,
    };
  if (pairs.length < FEWEST_PAIRS)
    return {
      verdict: 'undecided',
      byRefusals: false,
      text: `${pairs.length} pairs of blocks with and without ${aggressor}, ${FEWEST_PAIRS} are the fewest`,
    };
  const usual = medianOf(blocks.filter(({ on }) => !on).map(({ ms }) => ms));
  const tolerated = Math.max(TOLERATED_MS, TOLERATED_SHARE * usual);
  const shift = pairShift(pairs, randomOf(plan.seed, 'isolation'), CONFIDENCE);
  const text = `the first token of ${victim} comes ${shift.estimate.toFixed(1)} ms later (90 % between ${shift.from.toFixed(1)} and ${shift.to.toFixed(1)}) with ${aggressor}, ${tolerated.toFixed(1)} ms are tolerated`;
  if (shift.from > tolerated) return { verdict: 'violated', byRefusals: false, text };
  const isInside = Math.abs(shift.from) <= tolerated && Math.abs(shift.to) <= tolerated;
  return { verdict: isInside || shift.to <= tolerated ? 'holds' : 'undecided', byRefusals: false, text };
}
