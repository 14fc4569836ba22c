import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limited-wrong-status',
  breaks: 'A request over the limit is answered 503, which clients take for an outage.',
  noticedBy: ['limits.refusal-shape'],
  alsoTouches: ['limits.*', 'auth.no-5xx-under-burst', 'auth.valid-under-load', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.limitedStatus = 503;
  },
};
