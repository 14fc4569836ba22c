import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { executable } from './executable.ts';
import { gapsOf, meanOf, msOf, type Seen } from './seen.ts';
import { localTokenizer } from './tokenizer.ts';
import type { StreamingTool } from './tool.ts';
import { MODEL } from './workload.ts';

const FOLDER = 'inference-perf';

const Request = z.object({
  start_time: z.number(),
  response: z.string(),
  info: z.object({ response_metrics: z.object({ output_token_times: z.tuple([z.number()], z.number()) }) }),
});
const Failed = z.object({ error: z.looseObject({}) });

/** Its records have no identifier: the one in the events of the answer is the server's. */
function idOf(response: string): string {
  const id = /"id":"([^"]+)"/.exec(response)?.[1];
  if (id === undefined) throw new Error(`an answer without an id: ${response.slice(0, 80)}`);
  return id;
}

/** What inference-perf's per_request_lifecycle_metrics.json says, its seconds as milliseconds. Throws where it has another form. */
export const parseInferencePerf = (text: string): Seen[] =>
  z
    .array(z.unknown())
    .parse(JSON.parse(text))
    .filter((value) => !Failed.safeParse(value).success)
    .map((value) => {
      const { start_time, response, info } = Request.parse(value);
      const times = info.response_metrics.output_token_times.map(msOf);
      const gapsMs = gapsOf(times);
      return { id: idOf(response), ttftMs: (times[0] ?? 0) - msOf(start_time), itlMs: meanOf(gapsMs) ?? 0, gapsMs };
    });

export const inferencePerf: StreamingTool = {
  name: 'inference-perf',
  find: () => executable('inference-perf', 'MAAS_VERIFY_BENCH_INFERENCE_PERF'),
  async invocation(file, { origin, concurrency, requests }, folder) {
    const tokenizer = await localTokenizer(file, folder);
    // JSON is YAML. Its data sets of chats are on the hub, but for the mock one, which leaves the length to the server.
    const configuration = {
      api: { type: 'chat', streaming: true },
      server: { type: 'vllm', model_name: MODEL, base_url: origin, ignore_eos: true },
      tokenizer: { pretrained_model_name_or_path: tokenizer },
      data: { type: 'mock' },
      load: {
        type: 'concurrent',
        num_workers: 1,
        worker_max_concurrency: concurrency,
        stages: [{ num_requests: requests, concurrency_level: concurrency }],
      },
      report: { request_lifecycle: { summary: true, per_stage: true, per_request: true } },
      storage: { local_storage: { path: join(folder, FOLDER) } },
    };
    const config = join(folder, 'inference-perf.yaml');
    await writeFile(config, JSON.stringify(configuration));
    return { command: [file, '--config_file', config], environment: { HF_HUB_OFFLINE: '1' } };
  },
  seen: async (folder) =>
    parseInferencePerf(await readFile(join(folder, FOLDER, 'per_request_lifecycle_metrics.json'), 'utf8')),
};
