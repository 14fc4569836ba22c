import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'revocation-without-effect',
  breaks: 'A revocation is answered 204 and leaves the service account as it is: every token of it lives on (FM-32).',
  noticedBy: ['auth.revocation'],
  // API keys are revoked with the tokens.
  alsoTouches: ['auth.api-keys'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.revocationIgnored = true;
  },
};
