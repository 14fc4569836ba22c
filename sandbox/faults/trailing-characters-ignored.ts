import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'trailing-characters-ignored',
  breaks: 'What follows a valid token is ignored, so that one token has many spellings.',
  noticedBy: ['auth.tampered-token'],
  apply({ behaviour }) {
    behaviour.gateway.ignoresTrailingCharacters = true;
  },
};
