import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-in-query-accepted',
  breaks: 'A token in the query is accepted: it stays in the access logs of every proxy on its way.',
  noticedBy: ['auth.scheme-variants'],
  apply({ behaviour }) {
    behaviour.gateway.acceptsTokenInQuery = true;
  },
};
