import { match } from '../../../diagnostics/analyzers/match.ts';
import { type Judged, saidByChecks } from '../../../diagnostics/analyzers/said-by-checks.ts';
import { knownCauses } from '../../../layouts/causes.ts';
import type { Fault } from '../../../sandbox/fault.ts';
import type { MatrixOutcome } from './run.ts';

/** A cause that stands further down is not found at three in the morning. */
const FIRST = 3;
/** Of all runs with one fault that makes a known failure mode, so many must be named right. */
const NAMED = 0.95;

/** The failure modes that a fault says it makes. */
export const modesOf = ({ breaks }: Pick<Fault, 'breaks'>): string[] =>
  [...breaks.matchAll(/FM-\d\d/g)].map(([mode]) => mode);

/** What a diagnosis names first, of the checks of a run. */
export const firstCauses = (judged: Judged): string[] =>
  match(knownCauses(), saidByChecks(judged))
    .slice(0, FIRST)
    .map(({ failureMode, id }) => failureMode ?? id);

export interface NamedCauses {
  /** Runs with one fault that makes a known failure mode. */
  tried: number;
  /** Those of them in which it is not among the first causes, with what is. */
  missed: string[];
  /** Runs without a fault in which a cause is named. */
  unfounded: string[];
}

/** What a diagnosis makes of the runs of a matrix. */
export function namedCauses(outcomes: readonly Pick<MatrixOutcome, 'run' | 'causes'>[]): NamedCauses {
  const text = ({ run: { installation, faults }, causes }: (typeof outcomes)[number]): string =>
    `${installation}: ${faults.map(({ name }) => name).join(' + ') || 'healthy'}: ${causes.join(', ') || 'no cause'}`;
  const known = outcomes.flatMap((outcome) => {
    const [fault, ...others] = outcome.run.faults;
    const modes = fault === undefined || others.length > 0 ? [] : modesOf(fault);
    return modes.length === 0 ? [] : [{ outcome, modes }];
  });
  const missed = known.filter(({ outcome, modes }) => !modes.some((mode) => outcome.causes.includes(mode)));
  const unfounded = outcomes.filter(({ run, causes }) => run.faults.length === 0 && causes.length > 0);
  return { tried: known.length, missed: missed.map(({ outcome }) => text(outcome)), unfounded: unfounded.map(text) };
}

/** Whether as many are named as must be; nothing to name is no miss. */
export const areNamed = ({ tried, missed, unfounded }: NamedCauses): boolean =>
  unfounded.length === 0 && missed.length <= tried * (1 - NAMED);
