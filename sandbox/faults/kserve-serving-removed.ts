import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-serving-removed',
  breaks: 'KServe is Managed, but its Knative Serving is Removed in the DataScienceCluster; what had run still does.',
  noticedBy: ['kserve.managed'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, ({ spec }) => {
      spec.components.kserve.serving.managementState = 'Removed';
    });
  },
};
