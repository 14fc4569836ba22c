import type { Fault } from '../fault.ts';

const HOURS = 10 * 3_600_000;

export const fault: Fault = {
  name: 'token-memory-left-over',
  breaks:
    'The cache of the AuthPolicy was lowered, and Authorino still goes by what it was before: a revoked token is accepted for hours (FM-32).',
  noticedBy: ['auth.revocation'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.gateway.tokensRememberedMs = HOURS;
  },
};
