import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-counters-frozen',
  breaks: 'scrapes of the gateway succeed and always bring the same: a proxy caches what its metrics port answers',
  noticedBy: ['metrics.gateway-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    // The gateway’s job is called otherwise in each installation.
    behaviour.prometheus.frozenJobs.push('maas-default-gateway', 'istio-gateway');
  },
};
