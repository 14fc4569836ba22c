import { Inconclusive } from '../outcome.ts';

/** Prometheus or Grafana answered, and not as it does. Inconclusive for what wanted to ask it; its own check fails on it. */
export class WrongAnswer extends Inconclusive {
  override name = 'WrongAnswer';
}
