import { z } from 'zod';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/** One failure that is known and accepted for now. */
const ExpectedFailure = z.strictObject({
  id: z.string().describe('id of the check'),
  reason: z.string().min(1).describe('why it fails, in one sentence'),
  reference: z.string().min(1).describe('where that is tracked: an issue, a source'),
  expires: z.iso.date().optional().describe('last day on which the failure is accepted, as YYYY-MM-DD'),
  seen: z
    .string()
    .refine(isPattern, { error: 'expected a regular expression' })
    .optional()
    .describe('regular expression: the failure is accepted only where this was seen; whatever was seen, when absent'),
});
export type ExpectedFailure = z.infer<typeof ExpectedFailure>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** The file given with --expected-failures: a list of entries, or one under `expectedFailures`. */
export const ExpectedFailures = z.union([
  z.array(ExpectedFailure),
  z.strictObject({ expectedFailures: z.array(ExpectedFailure) }).transform((file) => file.expectedFailures),
]);

export interface Reconciled {
  checks: CheckResult[];
  expectedFailures: Verdict['expectedFailures'];
}

/**
 * Marks the failures that are on the list, and says which entries no longer hold: the check passes now, the entry has
 * expired, or no check has its id. An entry whose check did not run, or could not be tested, says nothing.
 * @param known ids of all checks; @param today YYYY-MM-DD
 */
export function reconcile(
  checks: readonly CheckResult[],
  list: readonly ExpectedFailure[],
  known: ReadonlySet<string>,
  today: string,
): Reconciled {
  const entries = new Map(list.map((entry) => [entry.id, entry]));
  const accepts = (check: CheckResult): ExpectedFailure | undefined => {
    const entry = entries.get(check.id);
    if (check.verdict !== 'fail' || entry === undefined || expired(entry, today)) return undefined;
    return isOf(check, entry) ? entry : undefined;
  };
  const marked = checks.map((check) => {
    const entry = accepts(check);
    if (entry === undefined) return check;
    return { ...check, expected: { reason: entry.reason, reference: entry.reference } };
  });
  const verdicts = new Map(checks.map((check) => [check.id, check.verdict]));
  const matched = marked.flatMap(({ id, expected }) => (expected === undefined ? [] : [{ id, ...expected }]));
  const stale = [...entries.values()].flatMap((entry) => {
    const why = staleness(entry, verdicts.get(entry.id), known, today);
    return why === undefined ? [] : [{ id: entry.id, reason: entry.reason, why }];
  });
  return { checks: marked, expectedFailures: { matched, stale } };
}

/** Another failure of the same check is no known defect. */
const isOf = ({ observed }: CheckResult, { seen }: ExpectedFailure): boolean =>
  seen === undefined || new RegExp(seen).test(observed);

const expired = (entry: ExpectedFailure, today: string): boolean =>
  entry.expires !== undefined && entry.expires < today;

function staleness(
  entry: ExpectedFailure,
  verdict: CheckResult['verdict'] | undefined,
  known: ReadonlySet<string>,
  today: string,
): string | undefined {
  if (!known.has(entry.id)) return 'no check has this id';
  if (verdict === 'pass') return 'the check passes now: take the entry off the list';
  if (verdict === 'not-applicable') return 'the check does not apply here: take the entry off the list';
  if (expired(entry, today)) return `expired on ${entry.expires}: its failure counts again`;
  return undefined;
}
