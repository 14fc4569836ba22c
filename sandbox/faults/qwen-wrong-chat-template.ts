import { deployQwen, JUDGED_WITH_QWEN } from '../edits/qwen-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'qwen-wrong-chat-template',
  breaks:
    'The guide’s Qwen3 is served with the chat template of another model: it goes on with the text as a base model does, and answers nothing.',
  noticedBy: ['inference.qwen-answers'],
  alsoTouches: [...JUDGED_WITH_QWEN],
  apply(world) {
    deployQwen(world);
    world.behaviour.qwen.wrongTemplate = true;
  },
};
