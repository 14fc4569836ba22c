import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'expiry-ignored',
  breaks: 'A token is accepted for ever once it was signed (FM-32 without an end).',
  noticedBy: ['auth.expired-token'],
  // Where a revocation deletes the account, a gateway that goes by the signature alone does not hear of it either.
  alsoTouches: ['auth.revocation'],
  apply({ behaviour }) {
    behaviour.gateway.ignoresExpiry = true;
  },
};
