import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-replicas',
  breaks: 'Two limiters without a common store each grant the whole limit (FM-61).',
  noticedBy: ['limits.requests-exact', 'limits.concurrent-burst'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.replicas = 2;
  },
};
