import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: '5xx-under-burst',
  breaks: 'More than 30 requests at once meet a server error: the call to Authorino times out after 200 ms (FM-64).',
  noticedBy: ['auth.no-5xx-under-burst'],
  alsoTouches: ['auth.valid-under-load'],
  apply({ behaviour }) {
    behaviour.gateway.errorsAbove = 30;
  },
};
