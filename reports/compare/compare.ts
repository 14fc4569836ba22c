import { type Mark, markOf, said } from '../symbols.ts';
import type { CheckResult, Verdict } from '../verdict-schema.ts';

export type Change = 'worse' | 'cannot tell' | 'better' | 'changed';

/** One check that ended otherwise than before; `changed` is neither better nor worse. */
export interface CheckChange {
  id: string;
  change: Change;
  /** undefined: it was not there. */
  before?: Mark;
  after?: Mark;
  text: string;
}

/** One gate of a load run, or a time of one, that is otherwise than before. */
export interface LoadChange {
  change: Change;
  what: string;
  text: string;
}

/** A verdict against an earlier one. */
export interface Comparison {
  before: { at: string; layout: string; verdict: Verdict['verdict'] };
  after: { at: string; layout: string; verdict: Verdict['verdict'] };
  /** What must be looked at first. */
  checks: CheckChange[];
  load: LoadChange[];
  /** Checks that ended as before. */
  same: number;
  outcome: 'no worse' | 'worse' | 'cannot tell';
}

const isFailure = (mark: Mark): boolean => mark === 'fail' || mark === 'warning';

/**
 * Only what was seen on both sides can be better or worse. A failure whose other side was not tested is not known to be new,
 * and an untested check is not known to be as good as before: neither may pass for "no worse".
 */
function changeOf(before: Mark | undefined, after: Mark | undefined): Change | undefined {
  if (before === after) return before === 'inconclusive' ? 'cannot tell' : undefined;
  if (after === undefined) return 'cannot tell';
  if (after === 'inconclusive') return 'cannot tell';
  if (before === undefined || before === 'inconclusive') return isFailure(after) ? 'cannot tell' : 'changed';
  if (isFailure(after)) return isFailure(before) ? 'changed' : 'worse';
  return isFailure(before) ? 'better' : 'changed';
}

const ORDER: readonly Change[] = ['worse', 'cannot tell', 'better', 'changed'];

function checkChange(id: string, before?: CheckResult, after?: CheckResult): CheckChange[] {
  const marks = { before: before && markOf(before), after: after && markOf(after) };
  const change = changeOf(marks.before, marks.after);
  if (change === undefined) return [];
  const text = after === undefined ? 'it did not run, or is no longer there' : said(after);
  return [{ id, change, ...marks, text }];
}

const endOf = ({ run, target, verdict }: Verdict) => ({ at: run.startedAt, layout: target.layout, verdict });

function outcomeOf(changes: readonly { change: Change }[]): Comparison['outcome'] {
  if (changes.some(({ change }) => change === 'worse')) return 'worse';
  return changes.some(({ change }) => change === 'cannot tell') ? 'cannot tell' : 'no worse';
}

/** Compares two verdicts; `load` are the changes of load runs. Two verdicts with nothing in common cannot be told apart. */
export function compare(before: Verdict, after: Verdict, load: readonly LoadChange[] = []): Comparison {
  const byId = (verdict: Verdict) => new Map(verdict.checks.map((check) => [check.id, check]));
  const [earlier, later] = [byId(before), byId(after)];
  const ids = [...new Set([...earlier.keys(), ...later.keys()])];
  const checks = ids
    .flatMap((id) => checkChange(id, earlier.get(id), later.get(id)))
    .toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change));
  const nothingInCommon = load.length === 0 && !ids.some((id) => earlier.has(id) && later.has(id));
  return {
    before: endOf(before),
    after: endOf(after),
    checks,
    load: load.toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change)),
    same: ids.length - checks.length,
    outcome:
      nothingInCommon && before.load === undefined && after.load === undefined
        ? 'cannot tell'
        : outcomeOf([...checks, ...load]),
  };
}

type Gate = NonNullable<Verdict['load']>[number]['gates'][number];
const named = ({ gate, phase, tier }: Gate): string =>
  [gate, phase, tier].filter((part) => part !== undefined).join(', ');

/** How the gates of two load runs differ; those that compare with a baseline of their own are left out. */
export function gateChanges(before: Verdict, after: Verdict): LoadChange[] {
  const gatesOf = ({ load = [] }: Verdict) =>
    new Map(load.flatMap(({ profile, gates }) => gates.map((gate) => [`${profile}: ${named(gate)}`, gate] as const)));
  const [earlier, later] = [gatesOf(before), gatesOf(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .filter((what) => !what.includes(': regression'))
    .flatMap((what): LoadChange[] => {
      const gate = later.get(what);
      const change = changeOf(earlier.get(what)?.verdict, gate?.verdict);
      return change === undefined ? [] : [{ change, what, text: gate?.text ?? 'it was not judged' }];
    });
}
