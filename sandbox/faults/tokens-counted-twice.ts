import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-counted-twice',
  breaks: 'Each token counts twice: two policies count one answer.',
  noticedBy: ['limits.tokens-exact', 'limits.tokens-stream', 'metrics.tokens-counted'],
  alsoTouches: ['limits.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.tokens = 'doubled';
  },
};
