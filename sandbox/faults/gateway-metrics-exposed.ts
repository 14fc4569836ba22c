import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-metrics-exposed',
  breaks: 'A route for Prometheus was attached to the public gateway: everybody reads who calls what, and how much.',
  noticedBy: ['auth.internal-endpoints'],
  apply({ behaviour }) {
    behaviour.gateway.internalPaths = { '/stats/prometheus': 'istio_requests_total 1\n' };
  },
};
