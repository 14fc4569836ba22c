import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-thinking-stays-on',
  breaks:
    'The guide’s Qwen3 is served with a chat template that knows no enable_thinking: it thinks before each answer, whatever it is told.',
  noticedBy: ['inference.qwen-thinking'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.alwaysThinks = true;
  },
};
