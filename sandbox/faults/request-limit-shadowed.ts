import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'request-limit-shadowed',
  breaks:
    'The request limit is not applied: the token limit has the same predicate, and of two such limits only one counts (FM-57).',
  noticedBy: ['limits.both-apply'],
  alsoTouches: ['limits.*', 'auth.*', 'inference.*', 'models.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.limiter.shadowsRequestLimits = true;
  },
};
