import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'counter-per-tier',
  breaks: 'All callers of a tier share one quota: the limit has no counter for the user.',
  noticedBy: ['limits.per-user'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.countedPer = 'tier';
  },
};
