import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'key-secret-shown-again',
  breaks: 'An API key is stored whole and shown again, to anybody who knows its id (FM-30).',
  noticedBy: ['auth.api-keys', 'auth.api-key-owner'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.listsSecrets = true;
  },
};
