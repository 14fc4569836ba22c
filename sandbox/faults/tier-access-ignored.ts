import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-access-ignored',
  breaks: 'Every tier may use every model: the access review is missing from the policy.',
  noticedBy: ['auth.tier-access-matrix'],
  alsoTouches: ['models.listed', 'auth.foreign-service-account'],
  apply({ behaviour }) {
    behaviour.gateway.tierAccessIgnored = true;
  },
};
