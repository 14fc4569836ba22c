import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'basic-scheme-accepted',
  breaks: 'The password of Basic credentials is taken for a token, so that clients put tokens into URLs.',
  noticedBy: ['auth.scheme-variants'],
  apply({ behaviour }) {
    behaviour.gateway.acceptsBasic = true;
  },
};
