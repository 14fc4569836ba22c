import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { executable } from './executable.ts';
import { type Rushed, type RushTool, requestOf } from './throughput.ts';
import { MODEL } from './workload.ts';

const US_PER_MS = 1_000;

/** It prints for people alone, unless its script prints something else; strings of Lua in [[ ]] have no escapes. */
const SCRIPT = `
wrk.method = "POST"
wrk.body = [[${requestOf(MODEL)}]]
wrk.headers["Content-Type"] = "application/json"
done = function(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"requests":%d,"durationUs":%d,"failed":%d}\\n', summary.requests, summary.duration, failed))
end
`;

const Summary = z.object({ requests: z.int(), durationUs: z.int().positive(), failed: z.int() });

/** What the script printed behind what wrk itself prints. Throws where it did not. */
export function parseWrk(stdout: string): Rushed {
  const line = stdout.split('\n').findLast((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`wrk printed no summary: ${stdout.slice(-80)}`);
  const { requests, durationUs, failed } = Summary.parse(JSON.parse(line));
  return { answered: requests - failed, failed, lastedMs: durationUs / US_PER_MS };
}

export const wrk: RushTool = {
  name: 'wrk',
  find: () => executable('wrk', 'MAAS_VERIFY_BENCH_WRK'),
  async invocation(file, { origin, connections, seconds }, folder) {
    const script = join(folder, 'wrk.lua');
    await writeFile(script, SCRIPT);
    const words = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`];
    return { command: [file, ...words, '--script', script, `${origin}/v1/chat/completions`], environment: {} };
  },
  rushed: async (stdout) => parseWrk(stdout),
};
