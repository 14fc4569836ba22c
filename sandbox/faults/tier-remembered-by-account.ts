import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-remembered-by-account',
  breaks:
    'The gateway remembers the tier of an account by its name alone, and for days: a caller’s account has one name in all tiers, so a new token is limited as the one before (FM-34).',
  noticedBy: ['limits.tier-follows-token'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.gateway.tiersRememberedByAccount = true;
  },
};
