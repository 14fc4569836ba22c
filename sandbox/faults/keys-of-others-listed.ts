import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'keys-of-others-listed',
  breaks: 'The list of API keys shows those of all users: its query does not name the caller.',
  noticedBy: ['auth.api-keys'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.listsEverybodys = true;
  },
};
