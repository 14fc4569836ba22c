import type { Finding } from '../findings/finding.ts';
import type { Change } from './changes.ts';
import type { Comparison } from './compare.ts';

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];

const findingLine = ({ title, failureMode, likelihood }: Finding): string =>
  `${title}${failureMode === undefined ? '' : ` (${failureMode})`} – ${likelihood}`;

const changeLine = ({ field, before, after }: Change): string =>
  `  ${field}: ${before ?? 'not set'} → ${after ?? 'not set'}`;

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
      changed.flatMap(({ object, changes }) => [object, ...changes.map(changeLine)]),
    ),
    ...section(
      'Not compared',
      unknown.map(({ kind, reason }) => `${kind}: ${reason}`),
    ),
  ];
  return lines.length === 0 ? ['No difference.'] : lines;
}
