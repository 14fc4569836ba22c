import type { CheckResult } from './verdict-schema.ts';

/** How a check ended, for a reader: as `linkerd check` prints it, with words of our own for what was not tested. */
export type Mark = 'pass' | 'fail' | 'warning' | 'expected' | 'inconclusive' | 'not-applicable';

export const SYMBOLS: Record<Mark, string> = {
  pass: '√',
  fail: '×',
  warning: '‼',
  expected: '‼',
  inconclusive: '?',
  'not-applicable': '–',
};

/** A failed SHOULD is a warning; a failure on the list of expected ones is expected. */
export function markOf(check: CheckResult): Mark {
  if (check.verdict !== 'fail') return check.verdict;
  if (check.expected !== undefined) return 'expected';
  return check.level === 'should' ? 'warning' : 'fail';
}

/** What a view says about a check in one text: what was seen, or why nothing was. */
export function said(check: CheckResult): string {
  return check.reason ?? check.observed;
}

/** The cause of a failure: `The listener has no host name (FM-25): maas-api looks for its name, and fails.` */
export function causeText({ title, failureMode, likelihood, why }: NonNullable<CheckResult['cause']>): string {
  const name = failureMode === undefined ? title : `${title} (${failureMode})`;
  return `${likelihood === 'certain' ? '' : 'likely: '}${name}: ${why}`;
}
