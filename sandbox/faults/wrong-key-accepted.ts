import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'wrong-key-accepted',
  breaks: 'A token is verified with the key that its own header brings (`jwk`), whoever made it (CVE-2018-0114).',
  noticedBy: ['auth.tampered-token'],
  apply({ behaviour }) {
    behaviour.gateway.trustsKeyOfToken = true;
  },
};
