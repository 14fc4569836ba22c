import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'unknown-model-accepted',
  breaks: 'A model that is not served is answered by another one.',
  noticedBy: ['inference.unknown-model'],
  alsoTouches: ['auth.unknown-model'],
  apply({ behaviour }) {
    behaviour.model.acceptsUnknownModel = true;
  },
};
