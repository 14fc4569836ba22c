import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'chained-mint',
  breaks: 'A MaaS token mints another one, with a fresh identity and quota (FM-31).',
  noticedBy: ['auth.chained-mint'],
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.maasApi.chainedMint = true;
  },
};
