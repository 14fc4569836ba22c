import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'identity-headers-trusted',
  breaks: 'The gateway believes X-MaaS-Username and X-MaaS-Group of a caller for inference (CVE-2026-14450).',
  noticedBy: ['auth.forged-identity-headers'],
  alsoTouches: ['auth.tier-access-matrix'],
  apply({ behaviour }) {
    behaviour.gateway.trustsIdentityHeaders = true;
  },
};
