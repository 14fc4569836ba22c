import { editModelServer } from '../edits/model-server.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-removed-argument',
  breaks: 'A model’s image was updated to a vLLM that no longer knows one of its arguments (FM-46).',
  noticedBy: ['models.known-bad-arguments'],
  apply(world) {
    editModelServer(world, (server) => {
      server.image = 'docker.io/vllm/vllm-openai:v0.12.0';
      server.args.push('--disable-log-requests');
    });
  },
};
