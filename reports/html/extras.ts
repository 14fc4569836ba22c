import type { CheckVerdict } from '../verdict-schema.ts';

/** A drawing. `svg` is trusted: it comes from this project's own charts, which escape what they are told. */
export interface Chart {
  /** Unique on the page; letters, digits and hyphens. */
  name: string;
  title: string;
  /** What it shows, in words. */
  summary: string;
  svg: string;
}

export interface Table {
  caption: string;
  columns: readonly string[];
  /** The first cell of a row names it. */
  rows: readonly (readonly string[])[];
}

/** What a load run has shown besides its gates, which the verdict has. */
export interface LoadExtras {
  charts: readonly Chart[];
  tables: readonly Table[];
}

/** One earlier run against the same target. */
export interface Night {
  /** When it began, ISO 8601. */
  at: string;
  /** Verdicts by the id of the check. */
  checks: Readonly<Record<string, CheckVerdict>>;
  /** Its report, relative to this one. */
  file?: string;
}

/** What has become of a check since the nights before. */
export type State =
  | 'new failure'
  | 'still failing'
  | 'fixed'
  | 'flaky'
  | 'newly inconclusive'
  | 'still inconclusive'
  | 'removed';

/** What a page can show besides the verdict. */
export interface Extras {
  load?: LoadExtras;
  /** The oldest first. */
  nights?: readonly Night[];
  /** By the id of the check. */
  states?: Readonly<Record<string, State>>;
}
