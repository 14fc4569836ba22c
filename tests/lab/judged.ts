import { readFileSync } from 'node:fs';
import { z } from 'zod';
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

const Catalogue = z.array(z.looseObject({ id: z.string() }));

/** The ids of every check, sorted. */
export function catalogued(): string[] {
  const file = new URL('../../suites/catalogue.json', import.meta.url);
  return Catalogue.parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(({ id }) => id)
    .sort();
}
