import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-fields-missing',
  breaks: 'The answer of a mint does not say when the token expires.',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.maasApi.mintOmits = ['expiresAt'];
  },
};
