import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-5xx',
  breaks: 'The gateway answers 500 to everything: its authentication cluster is missing (FM-03).',
  noticedBy: ['auth.gateway-reachable'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*', 'maas.*'],
  apply({ behaviour }) {
    behaviour.gateway.answersAllWith = 500;
  },
};
