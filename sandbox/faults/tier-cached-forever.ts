import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-cached-forever',
  breaks:
    'A caller’s tier is what it was at their first mint: maas-api remembers it until it is restarted, so that neither a change of groups nor a new token brings another (FM-34).',
  noticedBy: ['limits.tier-follows-token'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.remembersTiers = true;
  },
};
