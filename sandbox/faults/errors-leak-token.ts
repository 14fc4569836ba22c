import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-leak-token',
  breaks: 'Error bodies repeat the token that was sent.',
  noticedBy: ['auth.error-bodies'],
  alsoTouches: [
    'auth.unknown-path',
    'auth.unknown-model',
    'limits.refusal-shape',
    'inference.bad-json',
    'inference.error-shape',
  ],
  apply({ behaviour }) {
    behaviour.gateway.leaks = 'token';
  },
};
