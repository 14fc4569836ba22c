import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-draws-lots',
  breaks:
    'The server of the guide’s Qwen3 overrides the temperature that requests ask for (--override-generation-config): the same question has other answers.',
  noticedBy: ['inference.qwen-deterministic'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.drawsLots = true;
  },
};
