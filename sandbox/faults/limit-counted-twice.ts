import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limit-counted-twice',
  breaks: 'Each request counts twice: two policies on one route.',
  noticedBy: ['limits.requests-exact'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.hitsPerRequest = 2;
  },
};
