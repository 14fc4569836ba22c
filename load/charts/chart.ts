import type { Measures } from '../measures/measures.ts';
import type { Plan } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';

/** A drawing of one aspect of a run. */
export interface Chart {
  /** Name of its file, without the ending. */
  name: string;
  title: string;
  /** What it shows, and how it is to be read, in words. */
  summary: string;
  /** As it may stand in a page. */
  svg: string;
}

/** What charts are made from. */
export interface Shown {
  plan: Plan;
  /** In the order of `schedMs`. */
  samples: readonly Sample[];
  measures: Measures;
  /** Measures of earlier runs of the same plan. */
  baselines: readonly Measures[];
}

/** The names of the tiers that have samples, in the plan's order: that of their colours in every chart. */
export const tiersOf = ({ plan, samples }: Shown): string[] => {
  const seen = new Set(samples.map(({ tier }) => tier));
  return plan.tiers.map(({ name }) => name).filter((name) => seen.has(name));
};
