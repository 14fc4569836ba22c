import { WAITS } from '../waits.ts';
import type { CsvObject } from './kinds/olm.ts';
import { type Operator, realCsvs } from './operators.ts';

/** A CSV that is where it wants to be. */
const SETTLED = 'Succeeded';

/** How long a CSV has been in its phase, in milliseconds; undefined where it does not tell. */
function age({ status }: CsvObject, now: number): number | undefined {
  const since = Date.parse(status?.lastTransitionTime ?? '');
  return Number.isNaN(since) ? undefined : now - since;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const span = (ms: number): string =>
  ms >= 2 * DAY ? `${Math.floor(ms / DAY)} days` : `${Math.round(ms / MINUTE)} min`;

/**
 * The real CSVs of the layout's operators, in any namespace, that failed, or that have been on their way (Pending,
 * Installing, Replacing, Deleting) for longer than an installation takes. `now` in milliseconds since 1970.
 */
export function stuckCsvs(
  csvs: readonly CsvObject[],
  operators: readonly Operator[],
  now: number,
): { judged: string[]; stuck: string[]; onTheWay: string[] } {
  const products = operators.flatMap((operator) => operator.products);
  const real = products.flatMap((product) => realCsvs(csvs, product));
  const stuck: string[] = [];
  const onTheWay: string[] = [];
  for (const csv of real) {
    const { phase = 'without a phase', reason, message } = csv.status ?? {};
    if (phase === SETTLED) continue;
    const why = [reason, message].filter((part) => part !== undefined).join(': ');
    const since = age(csv, now);
    const text = `${csv.metadata.namespace}/${csv.metadata.name} is ${phase}${since === undefined ? '' : ` for ${span(since)}`}${why === '' ? '' : ` (${why})`}`;
    const isYoung = since !== undefined && since < WAITS.operatorInstallation;
    (phase !== 'Failed' && isYoung ? onTheWay : stuck).push(text);
  }
  return { judged: real.map(({ metadata }) => metadata.name), stuck, onTheWay };
}
