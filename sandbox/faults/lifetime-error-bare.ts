import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'lifetime-error-bare',
  breaks: 'A lifetime that is refused is answered 400 with an empty body: nobody learns what was wrong with it.',
  noticedBy: ['auth.token-lifetimes'],
  apply({ behaviour }) {
    behaviour.maasApi.lifetimes = 'errors-bare';
  },
};
