import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-opaque-token',
  breaks: 'Minted tokens are no JWTs.',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.maasApi.mintsOpaqueTokens = true;
  },
};
