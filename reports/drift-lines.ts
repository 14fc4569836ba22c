import { DETAIL_INDENT, oneLine } from './console-text.ts';
import { SYMBOLS } from './symbols.ts';
import type { Verdict } from './verdict-schema.ts';

type Row = Verdict['drift'][number];

interface Paint {
  dim(text: string): string;
  yellow(text: string): string;
}

/** Whether the installation is as its release says: then only the guide differs. */
const asReleased = (row: Row): boolean => row.asReleased ?? row.release === row.observed;

function differing(row: Row, paint: Paint): string[] {
  const [guide, release, observed] = [row.guide, row.release, row.observed].map(oneLine);
  const values =
    row.guide === row.release
      ? `guide ${guide}; here ${observed}`
      : asReleased(row) && release?.split(' or ').includes(observed ?? '')
        ? `guide ${guide}; here ${observed}, as the release`
        : `guide ${guide}; release ${release}; here ${observed}`;
  const mark = asReleased(row) ? ' ' : paint.yellow(SYMBOLS.warning);
  const consequence = row.consequence === undefined ? [] : [`${DETAIL_INDENT}${paint.dim(oneLine(row.consequence))}`];
  return [`${mark} ${row.subject}: ${values}`, ...consequence];
}

/** Those that could not be read, together where the reason is one. */
function unread(rows: readonly Row[], paint: Paint): string[] {
  const byReason = Map.groupBy(rows, ({ observed }) => oneLine(observed));
  return [...byReason].map(
    ([reason, group]) =>
      `${paint.yellow(SYMBOLS.inconclusive)} ${group.map(({ subject }) => subject).join(', ')}: ${reason}`,
  );
}

/** Lines of the drift: first where the installation is not as its release either, last what could not be read. */
export function driftLines(rows: readonly Row[], paint: Paint): string[] {
  const read = rows.filter((row) => row.unread !== true);
  const ordered = [...read].sort((a, b) => Number(asReleased(a)) - Number(asReleased(b)));
  return [
    ...ordered.flatMap((row) => differing(row, paint)),
    ...unread(
      rows.filter((row) => row.unread === true),
      paint,
    ),
  ];
}
