import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'last-authorization-counts',
  breaks: 'Of two Authorization headers the gateway verifies the last, whatever the first one says.',
  noticedBy: ['auth.scheme-variants'],
  apply({ behaviour }) {
    behaviour.gateway.lastAuthorizationCounts = true;
  },
};
