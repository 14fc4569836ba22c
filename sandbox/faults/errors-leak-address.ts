import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-leak-address',
  breaks: 'Error bodies name an internal address.',
  noticedBy: ['auth.error-bodies'],
  alsoTouches: [
    'auth.unknown-path',
    'auth.unknown-model',
    'limits.refusal-shape',
    'inference.bad-json',
    'inference.error-shape',
  ],
  apply({ behaviour }) {
    behaviour.gateway.leaks = 'internal-address';
  },
};
