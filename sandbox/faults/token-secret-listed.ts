import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-secret-listed',
  breaks: 'The list of tokens holds the tokens themselves: whoever reads it once can use them all.',
  noticedBy: ['auth.tokens-listed'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.maasApi.listsSecrets = true;
  },
};
