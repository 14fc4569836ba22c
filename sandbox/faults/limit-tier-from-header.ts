import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limit-tier-from-header',
  breaks:
    'Which tier’s limit counts is read from X-MaaS-Tier, which the gateway sets only where a caller did not: whoever sends it chooses a limit (FM-28).',
  noticedBy: ['limits.tier-header-ignored'],
  apply({ behaviour }) {
    behaviour.gateway.limitsAsHeaderSays = true;
  },
};
