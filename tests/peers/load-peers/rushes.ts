import { round as rounded } from '../bench/text.ts';
import { execute } from './execute.ts';
import { ourRush } from './our-rush.ts';
import { DID_NOT_RUN, fineOf, inFolder, NOT_HERE, noteOf, type Part } from './part.ts';
import { withMock } from './server.ts';
import type { RushTool } from './throughput.ts';
import { vegeta } from './vegeta.ts';
import { wrk } from './wrk.ts';

const RUSH = { connections: 16, seconds: 6 };
const [MS_PER_S, US_PER_MS] = [1_000, 1_000];

const rowOf = (tool: RushTool, file: string): Promise<string[]> =>
  withMock({ ttft: 0, itl: 0, events: 1 }, async (_, origin) =>
    inFolder(async (folder) => {
      const invocation = await tool.invocation(file, { origin, ...RUSH }, folder);
      const { processorMs, stdout } = await execute(invocation, { folder, fine: fineOf(tool.name) });
      const { answered, failed, lastedMs, sendingMs = processorMs } = await tool.rushed(stdout, folder);
      if (answered === 0) throw new Error(`none of ${failed} requests was answered with 200`);
      const rate = `${rounded((answered * MS_PER_S) / lastedMs)}/s`;
      return [tool.name, rate, String(failed), `${rounded((sendingMs * US_PER_MS) / answered)} µs`];
    }),
  );

/** Whole answers, as fast as each tool has them over the same count of connections. */
export async function compareRushes(say: (line: string) => void): Promise<Part> {
  const table: string[][] = [['whole answers', 'answered', 'failed', 'CPU a request']];
  const notes = [
    `whole answers: ${RUSH.connections} connections for ${RUSH.seconds} s; what ends the rate may be the mock, so that the processor time tells more`,
    'for whole answers ours counts what it needs while it sends, as its samples say, the others all from their start to their end',
  ];
  for (const tool of [ourRush, vegeta, wrk]) {
    const file = tool.find();
    if (file === undefined) {
      table.push([tool.name, NOT_HERE]);
      continue;
    }
    say(`${tool.name}: whole answers`);
    try {
      table.push(await rowOf(tool, file));
    } catch (error) {
      notes.unshift(noteOf(tool.name, error));
      table.push([tool.name, DID_NOT_RUN]);
    }
  }
  return { table, budgets: [], notes };
}
