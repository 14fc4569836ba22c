import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mint-after-revocation-fails',
  breaks:
    'The first mint after a revocation fails: the informer still has the deleted service account, so that it is not made anew (FM-35).',
  noticedBy: ['auth.mint-after-revocation'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.maasApi.mintFailsAfterRevocation = true;
  },
};
