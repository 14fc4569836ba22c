import type { PlannedTier } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import type { GroupMeasures } from './measures.ts';
import { longestStall, tpotOf } from './request-times.ts';

type Slo = Pick<NonNullable<PlannedTier['slo']>, 'ttftMs' | 'tpotMs' | 'e2eMs' | 'stallMs'>;

const within = (value: number | undefined, most: number | undefined): boolean =>
  most === undefined || (value !== undefined && value <= most);

/** An admitted request keeps the SLO of its tier, all of it. From the schedule: a request that waited for us waited for its user too. */
export function keepsSlo(sample: Sample, { ttftMs, tpotMs, e2eMs, stallMs }: Slo): boolean {
  const { outcome, schedMs, firstTokenMs, endMs } = sample;
  if (outcome !== 'admitted') return false;
  const ttft = firstTokenMs === undefined ? undefined : firstTokenMs - schedMs;
  // An answer too short for a time per token, or for a gap, has neither to keep.
  const tpot = tpotOf(sample)[0] ?? 0;
  return (
    within(ttft, ttftMs) &&
    within(tpot, tpotMs) &&
    within(endMs - schedMs, e2eMs) &&
    within(longestStall(sample)[0] ?? 0, stallMs)
  );
}

/**
 * How many requests kept the SLO, over those that were offered and over those that were admitted: of the first alone a
 * limiter looks like a slow server, of the second alone a server could refuse what would be slow.
 */
export function goodputOf(
  samples: readonly Sample[],
  sloOf: (tier: string) => Slo | undefined,
  offered: number,
  durationMs: number,
): GroupMeasures['goodput'] {
  const judged = samples.filter(({ tier }) => sloOf(tier) !== undefined);
  if (judged.length === 0) return undefined;
  // Nobody has looked into any answer: that no first token was seen says nothing of the server.
  const untimed = ({ firstEventMs, firstTokenMs }: Sample): boolean =>
    firstEventMs === undefined && firstTokenMs === undefined;
  const wantsFirstToken = judged.some(({ tier }) => sloOf(tier)?.ttftMs !== undefined);
  const ended = judged.filter(({ outcome }) => outcome === 'admitted');
  if (wantsFirstToken && ended.length > 0 && ended.every(untimed)) return undefined;
  const kept = judged.filter((sample) => keepsSlo(sample, sloOf(sample.tier) ?? {})).length;
  const admitted = judged.filter(({ outcome }) => outcome === 'admitted').length;
  return {
    kept,
    ...(offered > 0 && { ofOffered: kept / offered }),
    ...(admitted > 0 && { ofAdmitted: kept / admitted }),
    perSecond: (kept * 1_000) / durationMs,
  };
}
