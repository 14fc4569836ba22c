import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'valid-token-refused-under-load',
  breaks: 'A valid token is answered 401 while many requests are in flight.',
  noticedBy: ['auth.no-5xx-under-burst'],
  // The limit checks of many callers play side by side: together they are many in flight.
  alsoTouches: ['auth.valid-under-load', 'limits.*', 'inference.parallel'],
  apply({ behaviour }) {
    behaviour.gateway.refusesValidTokensUnderLoad = true;
  },
};
