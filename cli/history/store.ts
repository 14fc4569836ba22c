import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../../platform/redact.ts';
import { entryOf, HistoryEntry, inOrder } from '../../reports/history/history.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { fileTrouble, writeAtomically } from '../files.ts';
import { makeFolder, tryFolder } from '../folders.ts';
import { knownChecks } from '../selection.ts';
import { UsageError } from '../usage-error.ts';

/** Where a run keeps its history, and of which target. */
export interface HistoryPlace {
  folder: string;
  target: HistoryEntry['target'];
}

/** Makes the folder before anything runs: a night that cannot be kept should say so in the evening. Throws UsageError. */
export function demandHistory({ folder, target }: HistoryPlace): void {
  const own = join(folder, target.key);
  try {
    makeFolder(own);
    tryFolder(own);
  } catch (error) {
    throw new UsageError(`folder of the history ${own} ${fileTrouble(error)}: give another with --history`);
  }
}

/**
 * Adds a run to the history of its target; what is there is never written again. Answers the file; undefined where it could
 * not be written, which is said on stderr.
 */
export function keep({ folder, target }: HistoryPlace, verdict: Verdict, measures?: object): string | undefined {
  const file = join(folder, target.key, `${verdict.run.id}.json`);
  if (existsSync(file)) return notKept(`${file} is there already, and is left as it is`);
  const ids = knownChecks().map(({ id }) => id);
  const text = redact(`${JSON.stringify(entryOf(target, ids, verdict, measures))}\n`);
  try {
    writeAtomically(file, text);
  } catch (error) {
    // The verdict stands: it is in the folder of the results.
    return notKept(`${file} ${fileTrouble(error)}`);
  }
  return file;
}

function notKept(why: string): undefined {
  process.stderr.write(`maas-verify: the run is not in the history: ${redact(why)}\n`);
}

export interface ReadHistory {
  /** In the order of time. */
  entries: HistoryEntry[];
  /** What could not be read, a line each. */
  troubles: string[];
}

/** One file of a history; a line that says what is wrong with it where it is none. */
function entryIn(file: string): HistoryEntry | string {
  try {
    const parsed = HistoryEntry.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `${file} is no run of this version's history (${issue?.path.join('.')}: ${issue?.message})`;
  } catch (error) {
    return `${file} ${error instanceof SyntaxError ? 'is not JSON' : fileTrouble(error)}`;
  }
}

/** All runs in one target's folder; what cannot be read is told, and the rest is there. */
export function readTarget(folder: string): ReadHistory {
  if (!existsSync(folder)) return { entries: [], troubles: [] };
  const read = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => entryIn(join(folder, name)));
  return {
    entries: inOrder(read.filter((one) => typeof one !== 'string')),
    troubles: read.filter((one) => typeof one === 'string'),
  };
}

/** The folders of targets in a history; the folder itself where it is that of one. Throws UsageError. */
export function targetFolders(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new UsageError(`history ${folder} ${fileTrouble(error)}: name the folder that was given to run --history`);
  }
  const folders = names.map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());
  if (folders.length > 0) return folders;
  if (names.some((name) => name.endsWith('.json'))) return [folder];
  throw new UsageError(`history ${folder} holds no run: "maas-verify run --history ${folder}" adds one`);
}
