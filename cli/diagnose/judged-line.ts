import { numbersOf } from '../../reports/findings.ts';
import { markOf } from '../../reports/symbols.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';

/** So many failed checks are named. */
const SHOWN = 3;

/** How the checks ended that were judged by a bundle, on one line. */
export function judgedLine(verdict: Verdict): string {
  const failed = verdict.checks.filter((check) => ['fail', 'warning'].includes(markOf(check))).map(({ id }) => id);
  const more = failed.length > SHOWN ? ` and ${failed.length - SHOWN} more` : '';
  const names = failed.length === 0 ? '' : ` (${failed.slice(0, SHOWN).join(', ')}${more})`;
  return `Checks judged by its objects (verdict.json in the bundle): ${numbersOf(verdict).join('; ')}${names}`;
}
