import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-metric-missing',
  breaks:
    'a relabeling of the gateway’s monitor keeps the metrics of Envoy and drops those of Istio, istio_requests_total among them',
  noticedBy: ['metrics.gateway-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.droppedMetrics.push('istio_requests_total');
  },
};
