import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-on-processor',
  breaks:
    'The server of the guide’s Qwen3 does not see the GPU that its pod has (an image built for processors): it answers from the processor, and the GPU is idle.',
  noticedBy: ['inference.qwen-on-gpu'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.onProcessor = true;
  },
};
