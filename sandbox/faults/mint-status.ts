import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-status',
  breaks: 'A mint answers with another status than documented.',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.maasApi.mintStatus = 202;
  },
};
