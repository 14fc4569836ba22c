import type { Observation } from '../observation.ts';

/** One thing that tells for somebody: how much it says, and what was seen where it holds. */
export interface Sign<T extends string = string> {
  for: T;
  weight: number;
  seen: (observation: Observation) => string | undefined;
}

/** A sign that holds. */
export interface Evidence<T extends string = string> {
  for: T;
  weight: number;
  text: string;
}

/** The signs that hold. */
export const holding = <T extends string>(signs: readonly Sign<T>[], observation: Observation): Evidence<T>[] =>
  signs.flatMap(({ seen, ...sign }) => {
    const text = seen(observation);
    return text === undefined ? [] : [{ ...sign, text }];
  });

/** Who has most of the evidence, and by how much more than the next; nobody where none leads. */
export function leader<T extends string>(evidence: readonly Evidence<T>[]): { name: T; lead: number } | undefined {
  const weights = new Map<T, number>();
  for (const sign of evidence) weights.set(sign.for, (weights.get(sign.for) ?? 0) + sign.weight);
  const [first, second] = [...weights].sort(([, a], [, b]) => b - a);
  const lead = (first?.[1] ?? 0) - (second?.[1] ?? 0);
  return first === undefined || lead === 0 ? undefined : { name: first[0], lead };
}
