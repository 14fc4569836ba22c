import { z } from 'zod';
import { PlanError } from './plan-error.ts';
import type { Random } from './random.ts';

/** One request of recorded traffic. */
export interface TraceRow {
  atMs: number;
  input: number;
  output: number;
}

const HEAD = 'at_ms,input_tokens,output_tokens';
const Row = z.tuple([
  z.coerce.number().nonnegative(),
  z.coerce.number().int().positive(),
  z.coerce.number().int().positive(),
]);

/** The rows of a trace by their time; `file` is for the message. Throws PlanError with the line that is wrong. */
export function parseTrace(text: string, file: string): TraceRow[] {
  const [head, ...lines] = text.split(/\r?\n/);
  if (head?.trim() !== HEAD) throw new PlanError(`trace ${file}: expected the first line ${HEAD}`);
  const rows = lines.flatMap((line, index): TraceRow[] => {
    if (line.trim() === '') return [];
    const row = Row.safeParse(line.split(','));
    if (!row.success)
      throw new PlanError(`trace ${file}, line ${index + 2}: expected a time and two numbers of tokens`);
    const [atMs, input, output] = row.data;
    return [{ atMs, input, output }];
  });
  if (rows.length === 0) throw new PlanError(`trace ${file} has no rows`);
  return rows.toSorted((a, b) => a.atMs - b.atMs);
}

/** A random part of the rows, at their own times: so the gaps keep their burstiness. */
export const thinned = (rows: readonly TraceRow[], keep: number, random: Random): TraceRow[] =>
  keep === 1 ? [...rows] : rows.filter(() => random() < keep);
