import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-stream-usage-without-thoughts',
  breaks:
    'The usage of a stream of the guide’s Qwen3 counts its answer alone: thoughts cost nothing, and no token limit bounds them.',
  noticedBy: ['inference.qwen-thinking'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    Object.assign(world.behaviour.qwen, { parsesThoughts: true, streamedThoughts: 'not-counted' });
  },
};
