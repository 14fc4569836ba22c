import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-wrong-tier',
  breaks: 'Everybody is minted a token of the lowest tier: the groups map to nothing (FM-36).',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.maasApi.mintsTier = 'free';
  },
};
