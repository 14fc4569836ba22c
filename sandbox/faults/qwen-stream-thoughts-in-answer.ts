import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-stream-thoughts-in-answer',
  breaks:
    'A filter on the way drops the think tags of the guide’s Qwen3 from its streams: there the thoughts stand in the answer, and nothing tells them apart.',
  noticedBy: ['inference.qwen-thinking'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.streamedThoughts = 'unmarked';
  },
};
