import { type Budget, isHeld, type Report } from './benchmark.ts';

/** A table whose columns are as wide as their widest cell; the first column is text, the others are numbers. */
function tableLines(rows: readonly string[][]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

const budgetLine = (budget: Budget): string => {
  const { what, measured, most, unit } = budget;
  return `${isHeld(budget) ? '√' : '×'} ${what}: ${round(measured)} ${unit}, at most ${round(most)} ${unit}`;
};

/** Two digits where a number is small, none where it is large. */
export const round = (number: number): string => (number < 100 ? String(Number(number.toFixed(2))) : number.toFixed(0));

/** A report as lines for a terminal. */
export const reportLines = ({ table, budgets, notes }: Report): string[] => [
  ...tableLines(table),
  '',
  ...budgets.map(budgetLine),
  ...(notes.length === 0 ? [] : ['', ...notes]),
];
