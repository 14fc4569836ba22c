import { createHash } from 'node:crypto';

/** Answers the next number from 0 up to 1 of a sequence that its seed alone decides. */
export function chance(seed: string): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(`${seed}:${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
}
