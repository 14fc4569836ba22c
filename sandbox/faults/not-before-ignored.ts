import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'not-before-ignored',
  breaks: 'A token whose time has not come is taken for one of a clock that differs, and passed on unverified.',
  noticedBy: ['auth.tampered-token'],
  apply({ behaviour }) {
    behaviour.gateway.ignoresNotBefore = true;
  },
};
