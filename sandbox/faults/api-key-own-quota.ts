import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-key-own-quota',
  breaks:
    'Each API key has a quota of its own: maas-api mints keys for accounts of their own, and the limit counts by the account.',
  noticedBy: ['limits.one-quota-per-user'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.keysHaveOwnAccount = true;
  },
};
