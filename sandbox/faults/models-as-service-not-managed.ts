import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'models-as-service-not-managed',
  breaks:
    'The DataScienceCluster was applied without modelsAsService; what the operator had deployed before is still there.',
  noticedBy: ['kserve.models-as-service'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, ({ spec }) => {
      delete spec.components.kserve.modelsAsService;
    });
  },
};
