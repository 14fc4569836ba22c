import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { executable } from './executable.ts';
import type { Seen } from './seen.ts';
import { localTokenizer } from './tokenizer.ts';
import type { StreamingTool } from './tool.ts';
import { MODEL, PROMPT_TOKENS } from './workload.ts';

const RESULTS = 'guidellm.json';

const Request = z.object({
  response_id: z.string(),
  time_to_first_token_ms: z.number(),
  inter_token_latency_ms: z.number(),
});
const Results = z.object({
  benchmarks: z.tuple([z.object({ requests: z.object({ successful: z.array(Request) }) })]),
});

/** What guidellm's JSON says of each request: of gaps it keeps the mean alone. Throws where it has another form. */
export const parseGuidellm = (text: string): Seen[] =>
  Results.parse(JSON.parse(text)).benchmarks[0].requests.successful.map((request) => ({
    id: request.response_id,
    ttftMs: request.time_to_first_token_ms,
    itlMs: request.inter_token_latency_ms,
  }));

/** Options as `kind=…,name=value`. */
const options = (kind: string, values: Record<string, string | number | boolean>): string =>
  [`kind=${kind}`, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(',');

export const guidellm: StreamingTool = {
  name: 'guidellm',
  find: () => executable('guidellm', 'MAAS_VERIFY_BENCH_GUIDELLM'),
  async invocation(file, { origin, concurrency, requests, tokens }, folder) {
    const tokenizer = await localTokenizer(file, folder);
    const backend = { target: origin, model: MODEL, request_format: '/v1/chat/completions', validate_backend: false };
    return {
      command: [
        file,
        'run',
        ...['--backend', options('openai_http', backend)],
        ...['--profile', options('concurrent', { streams: concurrency })],
        ...['--constraint', options('max_requests', { count: requests })],
        ...['--tokenizer', options('huggingface_auto', { model: tokenizer })],
        ...['--data', options('synthetic_text', { prompt_tokens: PROMPT_TOKENS, output_tokens: tokens })],
        ...['--output', options('json', { path: join(folder, RESULTS) })],
        '--disable-console',
      ],
      // One core is there for it: ten workers, as it has by itself, would be in each other's way.
      environment: { HF_HUB_OFFLINE: '1', GUIDELLM__MAX_WORKER_PROCESSES: '1' },
    };
  },
  seen: async (folder) => parseGuidellm(await readFile(join(folder, RESULTS), 'utf8')),
};
