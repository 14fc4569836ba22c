import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'everyone-limited-as-free',
  breaks: 'Every caller is limited as the lowest tier: the tier lookup has one answer for all.',
  noticedBy: ['limits.per-tier'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.limitsEveryoneAs = 'free';
  },
};
