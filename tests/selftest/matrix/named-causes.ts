import { match } from '../../../diagnostics/analyzers/match.ts';
import { saidByChecks } from '../../../diagnostics/analyzers/said-by-checks.ts';
import { knownCauses } from '../../../layouts/causes.ts';
import type { Verdict } from '../../../reports/verdict-schema.ts';
import type { Fault } from '../../../sandbox/fault.ts';
import type { MatrixRun } from './plan.ts';

/** A cause that stands further down is not found at three in the morning. */
const FIRST = 3;

/** The failure modes that a fault says it makes. */
export const modesOf = ({ breaks }: Pick<Fault, 'breaks'>): string[] =>
  [...breaks.matchAll(/FM-\d\d/g)].map(([mode]) => mode);

/** What a diagnosis makes of the verdicts of a matrix. */
export interface NamedCauses {
  hear(run: Pick<MatrixRun, 'installation' | 'faults'>, verdict: Verdict): void;
  /** Of the runs with one fault that makes a known failure mode: how many there were, and where that was not among the first three. */
  told(): { tried: number; missed: string[]; healthy: string[] };
}

/** Listens to verdicts. Of a run that is tried again the last verdict counts. */
export function namedCauses(): NamedCauses {
  const found = new Map<string, { modes: string[]; first: string[]; isHealthy: boolean }>();
  return {
    hear({ installation, faults }, verdict) {
      const findings = match(knownCauses(), saidByChecks(verdict));
      const name = `${installation}: ${faults.map((fault) => fault.name).join(' + ')}`;
      const [fault, ...others] = faults;
      const modes = fault === undefined || others.length > 0 ? [] : modesOf(fault);
      const first = findings.slice(0, FIRST).map(({ failureMode, id }) => failureMode ?? id);
      found.set(name, { modes, first, isHealthy: fault === undefined });
    },
    told() {
      const runs = [...found];
      const tried = runs.filter(([, { modes }]) => modes.length > 0);
      const missed = tried.filter(([, { modes, first }]) => !modes.some((mode) => first.includes(mode)));
      const healthy = runs.filter(([, { isHealthy, first }]) => isHealthy && first.length > 0);
      const text = ([name, { first }]: (typeof runs)[number]): string => `${name}: ${first.join(', ')}`;
      return { tried: tried.length, missed: missed.map(text), healthy: healthy.map(text) };
    },
  };
}
