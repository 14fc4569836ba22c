import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-answer-disagrees',
  breaks: 'The answer of a mint says another expiry than its token.',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.maasApi.answerDisagreesWithToken = true;
  },
};
