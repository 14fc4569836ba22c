import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-fails',
  breaks: 'Every mint answers 500: the tier mapping cannot be read (FM-37).',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.maasApi.mintFails = true;
  },
};
