import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-one-per-answer',
  breaks: 'Each answer counts as one token: its usage is not read.',
  noticedBy: ['limits.tokens-exact', 'limits.tokens-stream', 'metrics.tokens-counted'],
  alsoTouches: ['limits.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.tokens = 'one-per-answer';
  },
};
