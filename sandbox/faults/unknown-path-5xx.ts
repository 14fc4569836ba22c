import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'unknown-path-5xx',
  breaks: 'A path without a route is answered 503: a route without a back end catches it.',
  noticedBy: ['auth.unknown-path'],
  alsoTouches: ['auth.internal-endpoints'],
  apply({ behaviour }) {
    behaviour.gateway.unknownPathStatus = 503;
  },
};
