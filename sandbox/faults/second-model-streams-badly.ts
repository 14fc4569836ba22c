import { inSecondModel } from '../edits/second-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'second-model-streams-badly',
  breaks:
    'Of several models one streams wrongly, as a server or a proxy of its own does: collected, without [DONE], without usage.',
  noticedBy: ['inference.stream', 'inference.stream-usage', 'inference.stream-is-incremental'],
  alsoTouches: ['inference.*', 'limits.*', 'metrics.*'],
  apply(world) {
    inSecondModel(world, { buffersStream: true, noDone: true, noStreamUsage: true });
  },
};
