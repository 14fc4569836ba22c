import { Inconclusive } from '../outcome.ts';

/** Prometheus answered, and not as Prometheus does. Inconclusive for what wanted to ask it; its own check fails on it. */
export class WrongAnswer extends Inconclusive {
  override name = 'WrongAnswer';
}
