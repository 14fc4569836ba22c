import type { Verdict } from '../../reports/verdict-schema.ts';
import type { Statement } from './statement.ts';

/** What of a verdict is evidence: how the checks ended. */
export interface Judged {
  checks: readonly Pick<Verdict['checks'][number], 'id' | 'verdict' | 'observed' | 'expected' | 'causedBy'>[];
}

/** A semicolon that ends one observation; in brackets it belongs to what is quoted. */
const BETWEEN = /; (?![^()]*\))/;

/** What the failed checks observed, one statement each. A failure that is expected is known, and no news. */
export function saidByChecks({ checks }: Judged): Statement[] {
  return checks
    .filter(({ verdict, expected }) => verdict === 'fail' && expected === undefined)
    .flatMap(({ id, observed, causedBy }) =>
      observed
        .split(BETWEEN)
        .filter((text) => text !== '')
        .map((text) => ({
          source: 'check' as const,
          subject: id,
          where: `check ${id}`,
          text,
          ...(causedBy !== undefined && { consequence: true as const }),
        })),
    );
}
