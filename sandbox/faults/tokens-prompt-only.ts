import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-prompt-only',
  breaks: 'Only the tokens of prompts are counted.',
  noticedBy: ['limits.tokens-exact', 'limits.tokens-stream', 'metrics.tokens-counted'],
  alsoTouches: ['limits.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.tokens = 'prompt-only';
  },
};
