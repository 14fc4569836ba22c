import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-stream-thoughts-last',
  breaks:
    'A filter on the way puts a stream of the guide’s Qwen3 together from its fields: the answer comes first, and the thoughts after it.',
  noticedBy: ['inference.qwen-thinking'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    Object.assign(world.behaviour.qwen, { parsesThoughts: true, streamedThoughts: 'last' });
  },
};
