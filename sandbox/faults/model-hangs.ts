import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-hangs',
  breaks: 'The model takes requests and never answers.',
  noticedBy: ['inference.deadline'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.model.hangs = true;
  },
};
