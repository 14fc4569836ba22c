import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'enterprise-denied',
  breaks: 'The highest tier is refused by every model: its role binding is missing (FM-49).',
  noticedBy: ['auth.tier-access-matrix'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.deniedTiers = ['enterprise'];
  },
};
