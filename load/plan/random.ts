import { createHash } from 'node:crypto';

/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

const TWO_TO_32 = 2 ** 32;
/** Rounds after which sfc32 has mixed its seed. */
const MIXING_ROUNDS = 12;

/**
 * Chris Doty-Humphrey's sfc32. Each label has numbers of its own, so that a change of one phase leaves the others as they
 * were: the seed and the label are hashed into the generator's state.
 */
export function randomOf(seed: number, label: string): Random {
  const digest = createHash('sha256').update(`${seed}:${label}`).digest();
  let [a, b, c, counter] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / TWO_TO_32;
  };
  for (let round = 0; round < MIXING_ROUNDS; round += 1) next();
  return next;
}

/** The items in a random order (Fisher and Yates), in place. */
export function shuffled<T>(items: T[], random: Random): T[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [items[last], items[other]];
    if (a !== undefined && b !== undefined) {
      items[last] = b;
      items[other] = a;
    }
  }
  return items;
}

/** A normal deviate (Box and Muller). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
