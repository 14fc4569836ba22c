import type { Finding } from '../findings/finding.ts';
import type { Change } from './changes.ts';
import type { Comparison } from './compare.ts';

/** So many lines of each part are read; a script reads all of them. */
const SHOWN = 40;

function section(title: string, lines: readonly string[]): string[] {
  const rest = lines.length - SHOWN;
  if (lines.length === 0) return [];
  const shown = rest > 1 ? [...lines.slice(0, SHOWN), `and ${rest} lines more: --json`] : lines;
  return [`${title}:`, ...shown.map((line) => `  ${line}`), ''];
}

const findingLine = ({ title, failureMode, likelihood }: Finding): string =>
  `${title}${failureMode === undefined ? '' : ` (${failureMode})`} – ${likelihood}`;

const changeLine = ({ field, before, after }: Change): string =>
  `  ${field}: ${before ?? 'not set'} → ${after ?? 'not set'}`;

/** One line a bundle: what to collect for each is in the JSON. */
function unknownLines(unknown: Comparison['unknown']): string[] {
  return [...Map.groupBy(unknown, ({ bundle }) => bundle)].map(
    ([bundle, own]) => `${bundle} does not hold ${named(own.map(({ kind }) => kind))}`,
  );
}

const NAMED = 30;
const named = (kinds: readonly string[]): string =>
  kinds.length > NAMED
    ? `${kinds.slice(0, NAMED).join(', ')} and ${kinds.length - NAMED} more (--json has all, and how to collect them)`
    : kinds.join(', ');

const isReported = ({ changes }: Comparison['changed'][number]): boolean =>
  changes.some(({ field }) => field === 'phase' || field.startsWith('condition '));

/** What a controller reports otherwise than before stands before what only looks otherwise. */
const byWeight = (a: Comparison['changed'][number], b: Comparison['changed'][number]): number =>
  Number(isReported(b)) - Number(isReported(a));

/** A comparison for a console: causes first, then what changed. */
export function comparisonLines(comparison: Comparison): string[] {
  const { appeared, vanished, changed, unknown, newFindings, goneFindings } = comparison;
  const lines = [
    ...section('New likely causes', newFindings.map(findingLine)),
    ...section('Likely causes that are gone', goneFindings.map(findingLine)),
    ...section('Appeared', appeared),
    ...section('Vanished', vanished),
    ...section(
      'Changed',
      [...changed].sort(byWeight).flatMap(({ object, changes }) => [object, ...changes.map(changeLine)]),
    ),
    ...section('Not compared', unknownLines(unknown)),
  ];
  return lines.length === 0 ? ['No difference.'] : lines;
}
