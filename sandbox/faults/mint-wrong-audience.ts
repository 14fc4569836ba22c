import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-wrong-audience',
  breaks: 'Minted tokens are for another service, so that the gateway refuses them.',
  noticedBy: ['auth.token-issued'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.mintsWrongAudience = true;
  },
};
