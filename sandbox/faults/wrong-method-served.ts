import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'wrong-method-served',
  breaks: 'maas-api does not look at the method: a GET mints a token, so a link in a mail does.',
  noticedBy: ['auth.wrong-method'],
  apply({ behaviour }) {
    behaviour.maasApi.wrongMethod = 'served';
  },
};
