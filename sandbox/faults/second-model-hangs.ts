import { inSecondModel } from '../edits/second-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'second-model-hangs',
  breaks: 'Of several models one never answers, waiting for a GPU or for memory, while the others do.',
  noticedBy: ['inference.deadline'],
  alsoTouches: ['inference.*', 'limits.*', 'metrics.*', 'auth.*', 'models.*'],
  apply(world) {
    inSecondModel(world, { hangs: true });
  },
};
