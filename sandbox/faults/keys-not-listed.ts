import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'keys-not-listed',
  breaks: 'The list of API keys is empty, whatever was created: the store lost them with its pod.',
  noticedBy: ['auth.api-keys'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.listsNothing = true;
  },
};
