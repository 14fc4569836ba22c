import type { Board } from './boards.ts';
import { type Finding, lintQuery } from './lint.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A finding and where it is. */
export interface BoardFinding extends Finding {
  panel: string;
  /** The query as the board has it. */
  text: string;
}

/** What is wrong with the queries of a board; a board without queries shows nothing, which is a finding, too. */
export function boardFindings(board: Board, vocabulary: Vocabulary): BoardFinding[] {
  if (board.queries.length === 0)
    return [{ panel: 'the whole board', text: 'no query', what: 'no panel asks anything', todo: 'add queries' }];
  return board.queries.flatMap(({ panel, text, query, unknown }) => {
    const findings =
      unknown.length === 0
        ? lintQuery(query, vocabulary)
        : [
            {
              what: `variable ${unknown.join(', ')} has no value in the board, so the query cannot be judged`,
              todo: 'give it a current value',
            },
          ];
    return findings.map((finding) => ({ ...finding, panel, text }));
  });
}
