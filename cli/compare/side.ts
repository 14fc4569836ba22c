import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Measures } from '../../load/measures/measures.ts';
import { HistoryEntry } from '../../reports/history/history.ts';
import { Verdict } from '../../reports/verdict-schema.ts';
import { fileTrouble } from '../files.ts';
import { measuresBeside } from '../load/kept.ts';
import { UsageError } from '../usage-error.ts';

/** One side of a comparison. */
export interface Side {
  verdict: Verdict;
  /** Of a load run, where they are still there. */
  measures?: Measures;
}

const VERDICT_FILE = 'verdict.json';

function documentIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} ${error instanceof SyntaxError ? 'is not JSON' : fileTrouble(error)}`);
  }
}

/** A folder of results, a verdict.json or a run of a history. Throws UsageError, one line. */
export function sideAt(path: string): Side {
  if (!existsSync(path))
    throw new UsageError(`${path} does not exist: give a folder of results, a verdict.json or a run of a history`);
  const file = statSync(path).isDirectory() ? join(path, VERDICT_FILE) : path;
  if (!existsSync(file))
    throw new UsageError(`folder ${dirname(file)} has no ${VERDICT_FILE}: it holds no results of a run`);
  const document = documentIn(file);
  const kept = z.looseObject({ catalogue: z.array(z.string()) }).safeParse(document);
  if (kept.success) {
    const entry = HistoryEntry.safeParse(kept.data);
    if (!entry.success) throw new UsageError(`${file} is no run of this version's history: ${complaint(entry.error)}`);
    const measures = Measures.safeParse(entry.data.measures);
    return { verdict: entry.data.verdict, ...(measures.success && { measures: measures.data }) };
  }
  const verdict = Verdict.safeParse(document);
  if (!verdict.success) throw new UsageError(`${file} is not a verdict of this version: ${complaint(verdict.error)}`);
  const measures = measuresBeside(file, verdict.data);
  return { verdict: verdict.data, ...(measures !== undefined && { measures }) };
}

function complaint({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'unknown' : `${issue.path.join('.')} ${issue.message}`.trim();
}
