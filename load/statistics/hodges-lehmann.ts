import type { Random } from '../plan/random.ts';
import { ascending, medianOf, quantileOf } from './quantile.ts';

const RESAMPLES = 400;

/** A shift, and where it lies with the confidence asked for. */
export interface Shift {
  estimate: number;
  from: number;
  to: number;
}

const drawn = (values: readonly number[], random: Random): number[] =>
  values.map(() => values[Math.floor(random() * values.length)] ?? Number.NaN);

/** Hodges' and Lehmann's estimate of how much larger the second are: the median of all differences. No outlier moves it far. */
export function shiftOf(before: readonly number[], after: readonly number[]): number {
  const differences = new Float64Array(before.length * after.length);
  let at = 0;
  for (const b of after) {
    for (const a of before) {
      differences[at] = b - a;
      at += 1;
    }
  }
  return medianOf(differences);
}

/** The same for pairs: the median of the means of any two differences. */
const pairedShift = (differences: readonly number[]): number =>
  medianOf(differences.flatMap((a, at) => differences.slice(at).map((b) => (a + b) / 2)));

function bootstrapped(estimate: () => number, resample: () => number, confidence: number): Shift {
  const seen = ascending(Array.from({ length: RESAMPLES }, resample));
  const tail = (1 - confidence) / 2;
  return { estimate: estimate(), from: quantileOf(seen, tail), to: quantileOf(seen, 1 - tail) };
}

/** The shift between two groups of medians, of blocks or of runs. */
export function groupShift(
  before: readonly number[],
  after: readonly number[],
  random: Random,
  confidence = 0.95,
): Shift {
  return bootstrapped(
    () => shiftOf(before, after),
    () => shiftOf(drawn(before, random), drawn(after, random)),
    confidence,
  );
}

/** The shift of pairs, from their differences. */
export function pairShift(differences: readonly number[], random: Random, confidence = 0.95): Shift {
  return bootstrapped(
    () => pairedShift(differences),
    () => pairedShift(drawn(differences, random)),
    confidence,
  );
}
