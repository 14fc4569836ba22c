import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'unknown-model-5xx',
  breaks: 'A model that is not served is answered 503: a route without a back end catches its name.',
  noticedBy: ['auth.unknown-model'],
  alsoTouches: ['inference.unknown-model', 'inference.error-shape', 'inference.bad-json'],
  apply({ behaviour }) {
    behaviour.gateway.unknownModelStatus = 503;
  },
};
