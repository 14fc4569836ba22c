import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'max-tokens-ignored',
  breaks: 'max_tokens is ignored: answers cost what nobody asked for.',
  noticedBy: ['inference.max-tokens'],
  alsoTouches: ['inference.*', 'limits.*', 'auth.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.model.ignoresMaxTokens = true;
  },
};
