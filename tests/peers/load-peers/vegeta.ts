import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { executable } from './executable.ts';
import { type Rushed, type RushTool, requestOf } from './throughput.ts';
import { MODEL } from './workload.ts';

const NS_PER_MS = 1e6;
const OK = '200';

const Result = z.object({
  requests: z.int(),
  duration: z.number().positive(),
  wait: z.number(),
  status_codes: z.record(z.string(), z.int()),
});

/** What `vegeta report -type json` says, its nanoseconds as milliseconds. Throws where it has another form. */
export function parseVegeta(stdout: string): Rushed {
  const { requests, duration, wait, status_codes: statuses } = Result.parse(JSON.parse(stdout));
  const answered = statuses[OK] ?? 0;
  return { answered, failed: requests - answered, lastedMs: (duration + wait) / NS_PER_MS };
}

export const vegeta: RushTool = {
  name: 'vegeta',
  find: () => executable('vegeta', 'MAAS_VERIFY_BENCH_VEGETA'),
  async invocation(file, { origin, connections, seconds }, folder) {
    const [body, targets] = [join(folder, 'body.json'), join(folder, 'targets')];
    await writeFile(body, requestOf(MODEL));
    await writeFile(targets, `POST ${origin}/v1/chat/completions\nContent-Type: application/json\n@${body}\n`);
    // A rate of 0 is as fast as its workers can.
    const count = String(connections);
    const words = ['-rate', '0', '-duration', `${seconds}s`, '-targets', targets];
    const workers = ['-workers', count, '-max-workers', count, '-connections', count];
    // Its answers are a binary stream that it reads again: both are what it costs to have a result.
    const attack = 'tool=$1; shift; "$tool" attack "$@" | "$tool" report -type json';
    return { command: ['bash', '-o', 'pipefail', '-c', attack, 'vegeta', file, ...words, ...workers], environment: {} };
  },
  rushed: async (stdout) => parseVegeta(stdout),
};
