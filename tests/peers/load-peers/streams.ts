import { STALL_MS } from '../load/script.ts';
import { accuracyOf, longestSeenMs } from './accuracy.ts';
import { aiperf } from './aiperf.ts';
import { budgetsOf, type Compared, type Round, rowsOf } from './compared.ts';
import { execute } from './execute.ts';
import { guidellm } from './guidellm.ts';
import { inferencePerf } from './inference-perf.ts';
import { maasVerify } from './maas-verify.ts';
import { fineOf, inFolder, noteOf, type Part } from './part.ts';
import { withMock } from './server.ts';
import type { StreamingTool } from './tool.ts';

const TOKENS = 20;
/** The role comes at once, the first text so many milliseconds later, every other so many after the one before. */
const [TTFT_MS, GAP_MS] = [200, 30];
const LONG = { concurrency: 16, requests: 320, stallEvery: 0 };
/** One stream of so many stalls in its middle. */
const SHORT = { concurrency: 16, requests: 64, stallEvery: 16 };
/** Milliseconds of the beginning that no error is taken from: code is compiled and connections open. */
const WARM_UP_MS = 3_000;

const TOOLS: readonly StreamingTool[] = [maasVerify, guidellm, inferencePerf, aiperf];

/** One run of one tool against a mock of its own. */
async function round(tool: StreamingTool, file: string, { stallEvery, ...asked }: typeof LONG): Promise<Round> {
  const options = { ttft: TTFT_MS, itl: GAP_MS, events: TOKENS, 'stall-every': stallEvery };
  return withMock(options, async (mock, origin) =>
    inFolder(async (folder) => {
      const invocation = await tool.invocation(file, { origin, tokens: TOKENS, ...asked }, folder);
      const { processorMs } = await execute(invocation, { folder, fine: fineOf(tool.name) });
      const seen = await tool.seen(folder);
      const accuracy = accuracyOf(seen, await mock.truth(), stallEvery === 0 ? WARM_UP_MS : 0);
      return { accuracy, requests: asked.requests, longestMs: longestSeenMs(seen), processorMs };
    }),
  );
}

/** Every tool in turn, and once more in the opposite order: what else the machine does meanwhile meets none of them alone. */
export async function compareStreams(say: (line: string) => void): Promise<Part> {
  const here = TOOLS.flatMap((tool) => {
    const file = tool.find();
    return file === undefined ? [] : [{ tool, file }];
  });
  const found = new Map<string, Compared>();
  const notes = new Map<string, string>();
  for (const { tool, file } of [...here, ...here.toReversed()]) {
    const { name } = tool;
    if (notes.has(name)) continue;
    try {
      const before = found.get(name);
      say(`${name}: ${LONG.requests} streams`);
      const long = [...(before?.long ?? []), await round(tool, file, LONG)];
      if (before === undefined) say(`${name}: ${SHORT.requests} streams, some of which stall`);
      found.set(name, { name, long, short: before?.short ?? (await round(tool, file, SHORT)) });
    } catch (error) {
      notes.set(name, noteOf(name, error));
      found.delete(name);
    }
  }
  const judged = { roleBelowMs: TTFT_MS / 2, stallMs: STALL_MS };
  return {
    table: rowsOf(
      TOOLS.map(({ name }) => ({ name, compared: found.get(name), failed: notes.has(name) })),
      judged,
    ),
    budgets: budgetsOf(maasVerify.name, [...found.values()], judged),
    notes: [
      ...notes.values(),
      `streams: ${LONG.concurrency} at once, the role at once, text after ${TTFT_MS} ms and every ${GAP_MS} ms, ${TOKENS} events; two rounds, the better of each number`,
      `errors: of requests after the first ${WARM_UP_MS} ms, each held against the server’s own times of the same request; ITL is the mean of each request`,
      `stalls: ${STALL_MS} ms in one of ${SHORT.stallEvery} streams; seen where a number that the tool keeps of a request’s gaps reaches it`,
      'processor time is that of the whole tree of processes; what starting and reporting need is told apart',
    ],
  };
}
