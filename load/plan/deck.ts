import { type Random, shuffled } from './random.ts';

/** One entry of a deck: how heavy its item is among the others. */
export interface Weighted<T> {
  item: T;
  weight: number;
}

/** How often each comes in `count` draws: as exactly as whole numbers allow (largest remainders). */
function shares<T>(entries: readonly Weighted<T>[], count: number): number[] {
  const total = entries.reduce((sum, { weight }) => sum + weight, 0);
  const exact = entries.map(({ weight }) => (weight * count) / total);
  const whole = exact.map(Math.floor);
  const left = count - whole.reduce((sum, one) => sum + one, 0);
  const byRemainder = exact
    .map((value, at) => ({ at, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) whole[at] = (whole[at] ?? 0) + 1;
  return whole;
}

/** `count` items in a random order, each as often as its weight says: shares do not depend on chance, their order does. */
export function dealt<T>(entries: readonly Weighted<T>[], count: number, random: Random): T[] {
  const times = shares(entries, count);
  const cards = entries.flatMap((_, at) => Array.from({ length: times[at] ?? 0 }, () => at));
  return shuffled(cards, random).flatMap((at) => {
    const entry = entries[at];
    return entry === undefined ? [] : [entry.item];
  });
}

/** Zipf's weights of so many users; all alike at exponent 0. */
export const zipf = (users: number, exponent: number): number[] =>
  Array.from({ length: users }, (_, index) => (index + 1) ** -exponent);
