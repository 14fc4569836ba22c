import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-thoughts-in-answer',
  breaks:
    'The chat template of the guide’s Qwen3 was rewritten without its think tags: the thoughts stand in the answer, and nothing tells them apart.',
  noticedBy: ['inference.qwen-thinking'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.thoughtsUnmarked = true;
  },
};
