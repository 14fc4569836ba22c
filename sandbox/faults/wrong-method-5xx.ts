import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'wrong-method-5xx',
  breaks: 'A method that a path does not have ends in a server error of maas-api.',
  noticedBy: ['auth.wrong-method'],
  apply({ behaviour }) {
    behaviour.maasApi.wrongMethod = 'error';
  },
};
