import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'requests-counted-twice',
  breaks:
    'two rules of the gateway ask the limiter about each request, so its counter of admitted requests shows double',
  noticedBy: ['metrics.requests-counted'],
  alsoTouches: ['metrics.tokens-counted'],
  apply: ({ behaviour }) => {
    behaviour.limiter.metricStep = 2;
  },
};
