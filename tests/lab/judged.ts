import type { Verdict } from '../../reports/verdict-schema.ts';

/** The verdict of each check, by its id; `expected` for a failure that was to be expected. */
export const judged = ({ checks }: Verdict): Record<string, string> =>
  Object.fromEntries(checks.map(({ id, verdict, expected }) => [id, expected === undefined ? verdict : 'expected']));

/** Failures and what could not be judged, one line each. */
export const troubles = ({ checks }: Verdict): string[] =>
  checks.flatMap(({ id, verdict, expected, reason, observed }) =>
    verdict === 'inconclusive' || (verdict === 'fail' && expected === undefined)
      ? [`${id}: ${verdict}: ${reason ?? observed}`]
      : [],
  );
