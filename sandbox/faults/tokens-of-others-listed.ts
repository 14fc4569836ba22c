import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-of-others-listed',
  breaks: 'The list of tokens shows those of all users: its query does not name the caller.',
  noticedBy: ['auth.tokens-listed'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.maasApi.listsEverybodys = true;
  },
};
