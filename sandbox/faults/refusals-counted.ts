import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'refusals-counted',
  breaks:
    'Refused requests are counted as well, so that a caller who polls gets only a part of the next quota: a limiter with sliding windows stands in Limitador’s place.',
  noticedBy: ['limits.reset'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.countsRefusals = true;
  },
};
