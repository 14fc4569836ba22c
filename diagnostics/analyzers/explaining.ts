import type { CheckResult, Verdict } from '../../reports/verdict-schema.ts';
import type { Finding } from '../findings/finding.ts';

/** A cause that may stand beside a failed check: what is only possible, as one of several, may not. */
type Telling = Finding & { likelihood: 'certain' | 'likely' };

const isTelling = (finding: Finding | undefined): finding is Telling =>
  finding !== undefined && finding.likelihood !== 'possible';

/**
 * The cause that explains a failed check: the likeliest that rests on what this check observed. Undefined where none does, and
 * where that is only possible.
 * @param findings the likeliest first
 */
export function causeOf(findings: readonly Finding[], check: string): Telling | undefined {
  const first = findings.find(({ checks }) => checks.includes(check));
  return isTelling(first) ? first : undefined;
}

/** A consequence has its root's cause; a failure that is expected has its reference. */
const isUnexplained = ({ verdict, expected, causedBy }: CheckResult): boolean =>
  verdict === 'fail' && expected === undefined && causedBy === undefined;

function explained(check: CheckResult, findings: readonly Finding[]): CheckResult {
  const found = isUnexplained(check) ? causeOf(findings, check.id) : undefined;
  if (found === undefined) return check;
  const { id, title, failureMode, likelihood, cause: why, remedy } = found;
  const own = likelihood === 'certain' ? remedy : `${remedy}; where that is not it: ${check.remedy}`;
  return {
    ...check,
    remedy: own,
    cause: { id, title, ...(failureMode !== undefined && { failureMode }), likelihood, why },
  };
}

/** A verdict whose failed checks name their causes, and what helps against these instead of their general advice. No check ends otherwise. */
export const withCauses = (verdict: Verdict, findings: readonly Finding[]): Verdict => ({
  ...verdict,
  checks: verdict.checks.map((check) => explained(check, findings)),
});
