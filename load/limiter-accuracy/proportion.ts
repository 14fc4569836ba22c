import type { Band } from './observation.ts';

/** The probability of at most `most` successes in `trials` that succeed with probability `chance` each. */
function atMost(most: number, trials: number, chance: number): number {
  if (most < 0) return 0;
  if (most >= trials || chance <= 0) return 1;
  if (chance >= 1) return 0;
  // In logarithms: the powers of a small chance underflow long before their sum is small.
  let logTerm = trials * Math.log1p(-chance);
  let sum = Math.exp(logTerm);
  for (let successes = 1; successes <= most; successes += 1) {
    logTerm += Math.log((trials - successes + 1) / successes) + Math.log(chance) - Math.log1p(-chance);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** The chance at which `falling`, which falls with it, is `level`. */
function chanceAt(level: number, falling: (chance: number) => number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (falling(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * What the true rate can be when `successes` of `trials` were seen: Clopper's and Pearson's exact interval, which covers it
 * with at least `confidence`, half of the rest on each side. Throws a RangeError for no trials or more successes than them.
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Band {
  if (!(trials > 0 && successes >= 0 && successes <= trials))
    throw new RangeError(`no rate can be told from ${successes} successes of ${trials} trials`);
  const tail = (1 - confidence) / 2;
  return {
    from: successes === 0 ? 0 : chanceAt(1 - tail, (chance) => atMost(successes - 1, trials, chance)),
    to: successes === trials ? 1 : chanceAt(tail, (chance) => atMost(successes, trials, chance)),
  };
}

/** The rate that the true one does not exceed, with `confidence`: all of the doubt on one side. */
export function atMostRate(successes: number, trials: number, confidence = 0.95): number {
  return clopperPearson(successes, trials, 2 * confidence - 1).to;
}
