import { editModelServer } from '../edits/model-server.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-argument-drift',
  breaks: 'The guide’s Qwen3 sample as it is: an unpinned vLLM with an argument that the next pull refuses (FM-46).',
  noticedBy: ['models.known-bad-arguments'],
  alsoTouches: ['models.image-pinned'],
  apply(world) {
    editModelServer(world, (server) => {
      server.image = 'vllm/vllm-openai:latest';
      server.command = ['/bin/sh', '-c'];
      server.args = [`vllm serve /mnt/models ${server.args.join(' ')} --enforce-eager --disable-log-requests`];
    });
  },
};
