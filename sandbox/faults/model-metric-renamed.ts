import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-metric-renamed',
  breaks:
    'an update of the model’s server has renamed its counter of prompt tokens, and boards of usage show generated ones only',
  noticedBy: ['metrics.model-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.droppedMetrics.push('vllm:prompt_tokens_total');
  },
};
