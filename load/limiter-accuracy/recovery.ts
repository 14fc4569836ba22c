import type { Band, Observation } from './observation.ts';
import { firstWindow, type Window } from './window.ts';

/** One look at a spent quota near the end of its window, in milliseconds after that end; when it was counted is a band. */
export interface Look extends Band {
  admitted: boolean;
}

/** How long after the end of its window a spent quota is whole again, over several callers. */
export interface Recovery {
  /** Where the step lies that contradicts the fewest looks, in milliseconds after the end; its middle where it is wide. */
  lagMs: number;
  /** Where it lies in 95 of 100 resamples of the callers. */
  interval: Band;
  /** Looks that no single step explains: some callers recover at other times than others. */
  contradictions: number;
}

/** The looks of one caller, after its first refusal: the first window's end is a band, and so is each look. */
export function looksAfter(observations: readonly Observation[], windowMs: number): Look[] {
  const window: Window | undefined = firstWindow(observations, windowMs);
  const refusals = observations.filter(({ outcome }) => outcome === 'refused');
  if (window === undefined || refusals.length === 0) return [];
  const spentAt = Math.min(...refusals.map(({ answeredAt }) => answeredAt));
  return observations
    .filter(({ outcome, sentAt }) => outcome !== 'broken' && sentAt >= spentAt)
    .map(({ sentAt, answeredAt, outcome }) => ({
      from: sentAt - window.end.to,
      to: answeredAt - window.end.from,
      admitted: outcome === 'admitted',
    }));
}

/**
 * The isotonic fit of a step: refusals before it, admissions after it. Only what a look surely says counts: a refusal was
 * decided at `from` at the earliest, an admission at `to` at the latest.
 */
function step(looks: readonly Look[]): { lagMs: number; contradictions: number } | undefined {
  const refusals = looks.filter(({ admitted }) => !admitted).map(({ from }) => from);
  const admissions = looks.filter(({ admitted }) => admitted).map(({ to }) => to);
  if (refusals.length === 0 || admissions.length === 0) return undefined;
  const edges = [...refusals, ...admissions].sort((a, b) => a - b);
  const against = (at: number): number =>
    refusals.filter((from) => from >= at).length + admissions.filter((to) => to <= at).length;
  const cells = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? to;
    const middle = (from + to) / 2;
    return { from, to, contradictions: against(middle) };
  });
  const fewest = Math.min(...cells.map(({ contradictions }) => contradictions));
  const best = cells.filter(({ contradictions }) => contradictions === fewest);
  const from = best[0]?.from ?? Number.NaN;
  const to = best.at(-1)?.to ?? Number.NaN;
  return { lagMs: (from + to) / 2, contradictions: fewest };
}

const RESAMPLES = 400;

/**
 * Fits the recovery of several callers, each with its own looks. Callers are resampled and not looks: those of one caller
 * hang together. Undefined where nobody was refused, or nobody admitted again.
 * @param draw answers the next random number from 0 up to 1
 */
export function recovery(
  callers: readonly (readonly Look[])[],
  draw: () => number = Math.random,
): Recovery | undefined {
  const whole = step(callers.flat());
  if (whole === undefined) return undefined;
  const lags = Array.from({ length: RESAMPLES }, () => {
    const sample = callers.flatMap(() => callers[Math.floor(draw() * callers.length)] ?? []);
    return step(sample)?.lagMs ?? whole.lagMs;
  }).sort((a, b) => a - b);
  const at = (share: number): number => lags[Math.floor(share * (lags.length - 1))] ?? whole.lagMs;
  return { ...whole, interval: { from: at(0.025), to: at(0.975) } };
}
