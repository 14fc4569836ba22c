import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limited-cuts-connection',
  breaks: 'Over the limit the connection is cut without an answer (FM-54).',
  noticedBy: ['limits.refusal-shape'],
  alsoTouches: ['limits.*', 'auth.no-5xx-under-burst', 'auth.valid-under-load', 'auth.revocation', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.limitedCutsConnection = true;
  },
};
