import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'lifetime-error-5xx',
  breaks: 'A lifetime that cannot be read is answered 500, as if the service had failed.',
  noticedBy: ['auth.token-lifetimes'],
  apply({ behaviour }) {
    behaviour.maasApi.lifetimes = 'errors-5xx';
  },
};
