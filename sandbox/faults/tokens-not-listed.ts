import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tokens-not-listed',
  breaks: 'The list of tokens is empty, whatever was minted: the store lost them with its pod.',
  noticedBy: ['auth.tokens-listed'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.maasApi.listsNothing = true;
  },
};
