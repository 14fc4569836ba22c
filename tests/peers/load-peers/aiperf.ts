import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { executable } from './executable.ts';
import { meanOf, type Seen } from './seen.ts';
import { localTokenizer } from './tokenizer.ts';
import type { StreamingTool } from './tool.ts';
import { MODEL, PROMPT_TOKENS } from './workload.ts';

const FOLDER = 'aiperf';

const InMs = <T extends z.ZodType>(value: T) => z.object({ value, unit: z.literal('ms') });
const Line = z.object({
  metadata: z.object({ x_request_id: z.string() }),
  metrics: z.object({
    time_to_first_token: InMs(z.number()),
    inter_chunk_latency: InMs(z.array(z.number())),
    inter_token_latency: InMs(z.number()).optional(),
  }),
  error: z.unknown().optional(),
});

/** What the lines of aiperf's profile_export.jsonl say; requests with an error have no latencies. Throws where they have another form. */
export function parseAiperf(text: string): Seen[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const values: unknown[] = lines.map((line) => JSON.parse(line));
  const failed = (value: unknown): boolean => z.object({ error: z.looseObject({}) }).safeParse(value).success;
  return values
    .filter((value) => !failed(value))
    .map((value) => {
      const { metadata, metrics } = Line.parse(value);
      const gapsMs = metrics.inter_chunk_latency.value;
      return {
        id: metadata.x_request_id,
        ttftMs: metrics.time_to_first_token.value,
        itlMs: metrics.inter_token_latency?.value ?? meanOf(gapsMs) ?? 0,
        gapsMs,
      };
    });
}

export const aiperf: StreamingTool = {
  name: 'aiperf',
  find: () => executable('aiperf', 'MAAS_VERIFY_BENCH_AIPERF'),
  async invocation(file, { origin, concurrency, requests, tokens }, folder) {
    const tokenizer = await localTokenizer(file, folder);
    return {
      command: [
        file,
        'profile',
        ...['--model', MODEL, '--endpoint-type', 'chat', '--streaming', '--url', origin, '--tokenizer', tokenizer],
        ...['--concurrency', String(concurrency), '--request-count', String(requests)],
        ...['--isl', String(PROMPT_TOKENS), '--osl', String(tokens)],
        ...[
          '--output-artifact-dir',
          join(folder, FOLDER),
          '--export-level',
          'records',
          '--ui',
          'none',
          '--workers-max',
          '1',
        ],
      ],
      // Told to be offline it takes the path of a tokenizer for a name on the hub; not told, it reads the path.
      environment: { HF_HUB_OFFLINE: '' },
    };
  },
  seen: async (folder) => parseAiperf(await readFile(join(folder, FOLDER, 'profile_export.jsonl'), 'utf8')),
};
