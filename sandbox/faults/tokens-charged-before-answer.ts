import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-charged-before-answer',
  breaks:
    'Tokens are charged before the answer, for the prompt and the longest answer that a request allows, and never given back: what the answer used is charged as well.',
  noticedBy: ['limits.tokens-exact', 'limits.tokens-stream'],
  alsoTouches: ['limits.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.chargesReservations = true;
  },
};
