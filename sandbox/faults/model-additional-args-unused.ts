import { editModelServer } from '../edits/model-server.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-additional-args-unused',
  breaks: 'A model sets VLLM_ADDITIONAL_ARGS, and has a command of its own that does not use it: no tool calls.',
  noticedBy: ['models.known-bad-arguments'],
  apply(world) {
    editModelServer(world, (server) => {
      server.env = [{ name: 'VLLM_ADDITIONAL_ARGS', value: '--tool-call-parser granite' }];
    });
  },
};
