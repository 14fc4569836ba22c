import { readFileSync } from 'node:fs';
import { LAYOUTS } from '../layouts/layouts.ts';
import { knownNames } from '../platform/metrics/known-names.ts';
import { redact } from '../platform/redact.ts';
import type { Board } from '../promql/boards.ts';
import { boardsIn, NoDocument } from '../promql/documents.ts';
import { boardFindings } from '../promql/lint-board.ts';
import type { Vocabulary } from '../promql/vocabulary.ts';
import { fileTrouble } from './files.ts';
import { UsageError } from './usage-error.ts';

const FOUND = 1;

/** Prints what is wrong with the dashboards of these files; answers the exit code. Throws UsageError, one line. */
export function lintDashboards(files: readonly string[], layout: string): number {
  const vocabulary = vocabularyOf(layout);
  const read = files.map((file) => ({ file, boards: readBoards(file) }));
  const lines = read.flatMap(({ file, boards }) =>
    boards.flatMap((board) =>
      boardFindings(board, vocabulary).map(
        ({ panel, what, todo, text }) =>
          `${file}: ${board.title} / ${panel}: ${what}; ${todo}; in ${text.replaceAll(/\s+/g, ' ')}`,
      ),
    ),
  );
  const boards = read.flatMap((one) => one.boards);
  const queries = boards.flatMap((board) => board.queries).length;
  const summary = [counted(boards.length, 'dashboard'), counted(queries, 'query', 'queries')].join(', ');
  for (const line of [...lines, `${summary}: ${counted(lines.length, 'finding')}`])
    process.stdout.write(`${redact(line)}\n`);
  return lines.length > 0 ? FOUND : 0;
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

function vocabularyOf(name: string): Vocabulary {
  const layout = LAYOUTS.get(name);
  if (layout === undefined) throw new UsageError(`there is no layout ${name}`);
  return { ...knownNames(layout), where: ` in ${name}` };
}

/** The boards of a file. Throws UsageError, one line. */
function readBoards(file: string): Board[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`dashboard ${file} ${fileTrouble(error)}`);
  }
  try {
    const boards = boardsIn(text);
    if (boards.length > 0) return boards;
  } catch (error) {
    if (!(error instanceof NoDocument)) throw error;
    throw new UsageError(`dashboard ${file} is neither JSON nor YAML: ${error.message}`);
  }
  throw new UsageError(`${file} holds no dashboard of Grafana or Perses`);
}
