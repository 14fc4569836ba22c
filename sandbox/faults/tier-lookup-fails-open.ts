import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-lookup-fails-open',
  breaks:
    'While maas-api does not run nobody is limited: the gateway asks it for each caller’s tier, and no limit is for callers without one (FM-59).',
  noticedBy: ['limits.tier-lookup-fails-safe'],
  // The release does so without a fault.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.gateway.losesTierWithoutApi = true;
  },
};
