import type { Answer } from './cluster.ts';

/** A question that got no sensible answer. Inside the cluster sources only: at their border it becomes an answer. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** Turns Unreachable into the answer of that kind. Anything else thrown is a mistake of ours, and stays one. */
export async function answered<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Unreachable) return { kind: 'unreachable', reason: error.message };
    throw error;
  }
}
