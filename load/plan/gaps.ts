import { normal, type Random } from './random.ts';

/** A deviate of the gamma distribution with this shape and scale 1 (Marsaglia and Tsang 2000; boosted below shape 1). */
function gammaDeviate(shape: number, random: Random): number {
  if (shape < 1) return gammaDeviate(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Standard deviation over mean; NaN for nothing. */
export function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length) / mean;
}

/** Below so many gaps their own variation is mere chance, and nothing is gained by correcting it. */
const FEWEST_TO_MATCH = 50;
const BISECTIONS = 50;
const GREATEST_POWER = 4;

/**
 * The gaps raised to the power at which their variation is the one asked for. A sample of a heavy-tailed distribution has
 * a variation some percent off, which would be blamed on the engine; its shape is hardly changed by so small a correction.
 */
function matched(gaps: readonly number[], cv: number): number[] {
  let low = 0;
  let high = GREATEST_POWER;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const power = (low + high) / 2;
    if (variation(gaps.map((gap) => gap ** power)) < cv) low = power;
    else high = power;
  }
  return gaps.map((gap) => gap ** low);
}

/**
 * Gaps between `count` arrivals in units of their mean, gamma-distributed with this coefficient of variation (0: all
 * equal, 1: exponential, as of a Poisson process). Their sum is exactly `count`, so the rate is exact as well.
 */
export function gapsOf(count: number, cv: number, random: Random): number[] {
  if (cv === 0) return Array.from({ length: count }, () => 1);
  const drawn = Array.from({ length: count }, () => gammaDeviate(1 / cv ** 2, random));
  const gaps = count < FEWEST_TO_MATCH ? drawn : matched(drawn, cv);
  const sum = gaps.reduce((total, gap) => total + gap, 0);
  return gaps.map((gap) => (gap * count) / sum);
}
