import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-destination-rule-missing',
  breaks:
    'The DestinationRule of a model is gone: the gateway speaks plain HTTP to a server that wants TLS, 503 (FM-45).',
  noticedBy: ['models.backend-protocol'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const name = 'facebook-opt-125m-simulated-kserve-workload-svc';
    objects.remove({ kind: 'DestinationRule', namespace: 'llm', name });
  },
};
