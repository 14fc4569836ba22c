import { oneLine } from '../console-text.ts';
import { SYMBOLS } from '../symbols.ts';
import type { Change, CheckChange, Comparison } from './compare.ts';

const ABSENT = '·';
const SIGNS: Readonly<Record<Change, string>> = { worse: '×', 'cannot tell': '?', better: '√', changed: '–' };

const marks = ({ before, after }: CheckChange): string =>
  [before, after].map((mark) => (mark === undefined ? ABSENT : SYMBOLS[mark])).join(' → ');

const side = ({ at, layout, verdict }: Comparison['before']): string =>
  `${at.slice(0, 'YYYY-MM-DDThh:mm'.length).replace('T', ' ')} (${layout}, ${verdict})`;

/** A comparison for a terminal, its outcome last: what is worse stands first. */
export function comparisonText(comparison: Comparison): string {
  const { before, after, checks, load, same, outcome } = comparison;
  const lines = [`before: ${side(before)}`, `after:  ${side(after)}`, ''];
  for (const check of checks) {
    lines.push(`${SIGNS[check.change]} ${check.change}: ${check.id}  ${marks(check)}`);
    if (check.change !== 'better') lines.push(`    ${oneLine(check.text)}`);
  }
  for (const { change, what, text } of load)
    lines.push(`${SIGNS[change]} ${change}: load ${what}`, `    ${oneLine(text)}`);
  if (checks.length + load.length > 0) lines.push('');
  const counted = (['worse', 'cannot tell', 'better', 'changed'] as const)
    .map((change) => [change, [...checks, ...load].filter((one) => one.change === change).length] as const)
    .filter(([, count]) => count > 0)
    .map(([change, count]) => `${count} ${change}`);
  lines.push(`${outcome}: ${[...counted, `${same} ${same === 1 ? 'check' : 'checks'} as before`].join(', ')}`);
  return `${lines.join('\n')}\n`;
}
