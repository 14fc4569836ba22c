import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-off',
  breaks: 'Inference needs no token although every policy looks healthy (FM-04, FM-21).',
  noticedBy: ['auth.anonymous-denied'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.inferenceOpen = true;
  },
};
