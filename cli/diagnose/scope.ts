import type { Scope, WantedType } from '../../diagnostics/collect/scope.ts';
import { PHASES, type PhaseName } from '../../layouts/phases.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { declared } from '../catalogue-file.ts';
import { measuredReads } from '../measured-reads.ts';
import { type KnownCheck, knownChecks, select } from '../selection.ts';

interface Asked {
  layout: string;
  verdict: Verdict | undefined;
  phases: readonly string[];
  checks: readonly string[];
}

const EVERYTHING: Scope = { what: 'everything', phases: [] };
const SHOWN = 8;

/** Checks that a verdict leaves open: failed, or not to be told. */
const openChecks = ({ checks }: Verdict): ReadonlySet<string> =>
  new Set(checks.flatMap(({ id, verdict }) => (verdict === 'fail' || verdict === 'inconclusive' ? [id] : [])));

function chosen({ verdict, phases, checks }: Asked): KnownCheck[] {
  const known = knownChecks();
  if (verdict === undefined) return select(known, phases, checks);
  const open = openChecks(verdict);
  return known.filter(({ id }) => open.has(id));
}

const listed = (words: readonly string[]): string =>
  words.length > SHOWN ? `${words.slice(0, SHOWN).join(', ')} and ${words.length - SHOWN} more` : words.join(', ');

/** What some checks read of a healthy installation of a layout, as it was measured. */
function readBy(ids: readonly string[], layout: string): WantedType[] {
  const reads = measuredReads()[layout] ?? {};
  const all = ids.flatMap((id) => reads[id] ?? []);
  return all.map(({ group, resource, namespace }) => ({
    group,
    resource,
    ...(namespace !== undefined && { namespace }),
  }));
}

/**
 * What to collect for a verdict, for phases and checks, or at all. A verdict without open checks, and one whose
 * layout nobody measured, ask for everything. Throws UsageError for a check that is not there.
 */
export function scopeOf(asked: Asked): Scope {
  if (asked.verdict === undefined && asked.phases.length === 0 && asked.checks.length === 0) return EVERYTHING;
  const checks = chosen(asked);
  if (checks.length === 0 || measuredReads()[asked.layout] === undefined) return EVERYTHING;
  const ids = checks.map(({ id }) => id);
  const names = new Set(checks.map(({ phase }) => phase));
  const phases = PHASES.map(({ name }): PhaseName => name).filter((name) => names.has(name));
  const what =
    asked.phases.length > 0 && asked.checks.length === 0 ? `phase ${phases.join(', ')}` : `checks ${listed(ids)}`;
  return { what, types: readBy(ids, asked.layout), phases };
}

/** What objects alone can tell: a bundle has no gateway, no caller, and nothing can be created in it. */
const TOLD_BY_OBJECTS: ReadonlySet<string> = new Set(['cluster', 'gpu']);

/** Of the checks that were asked for, or of all, those that a bundle can be judged by. Throws UsageError for one that is not there. */
export function judgedChecks(phases: readonly string[], checks: readonly string[]): KnownCheck[] {
  const asked = select(knownChecks(), phases, checks);
  const told = new Set(
    declared(asked, [])
      .filter(({ needs }) => needs.every((need) => TOLD_BY_OBJECTS.has(need)))
      .map(({ id }) => id),
  );
  return asked.filter(({ id }) => told.has(id));
}
