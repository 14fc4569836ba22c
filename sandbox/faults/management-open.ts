import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'management-open',
  breaks: 'The management API asks for no token: its policy is not enforced (FM-01).',
  noticedBy: ['auth.anonymous-api-denied'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.gateway.managementOpen = true;
  },
};
