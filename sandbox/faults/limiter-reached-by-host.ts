import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-reached-by-host',
  breaks: 'A listener for every host lets a caller name Limitador in the Host header, and read everybody’s counters.',
  noticedBy: ['auth.internal-endpoints'],
  apply({ behaviour, installation }) {
    const host =
      installation === 'guide' ? 'limitador.limitador-system.svc' : 'limitador-limitador.kuadrant-system.svc';
    behaviour.gateway.internalHosts = {
      [host]: 'authorized_calls{limitador_namespace="maas"} 1\n',
    };
  },
};
