import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'counter-for-everyone',
  breaks: 'All callers of all tiers share one quota.',
  noticedBy: ['limits.per-user'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.limiter.countedPer = 'everyone';
  },
};
