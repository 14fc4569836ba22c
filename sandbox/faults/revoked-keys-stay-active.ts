import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'revoked-keys-stay-active',
  breaks: 'API keys are still listed as active after a revocation: their rows were not updated.',
  noticedBy: ['auth.api-keys'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.revokedKeysStayActive = true;
  },
};
