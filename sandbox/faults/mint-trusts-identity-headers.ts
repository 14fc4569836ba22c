import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-trusts-identity-headers',
  breaks: 'A mint believes X-MaaS-Username and X-MaaS-Group of its caller (FM-28).',
  noticedBy: ['auth.forged-identity-headers'],
  apply({ behaviour }) {
    behaviour.maasApi.trustsIdentityHeaders = true;
  },
};
