import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'premium-unlimited',
  breaks: 'One tier has no limit: its predicate compares with a name that no token carries.',
  noticedBy: ['limits.requests-exact'],
  alsoTouches: ['metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.unlimitedTiers = ['premium'];
  },
};
