import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-stream-thinking-stays-on',
  breaks:
    'A proxy rewrites streaming requests to the guide’s Qwen3 and drops what it does not know: a stream has thoughts, whatever the request says.',
  noticedBy: ['inference.qwen-thinking'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.streamedThoughts = 'always';
  },
};
