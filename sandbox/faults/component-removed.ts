import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'component-removed',
  breaks:
    'A component that the guide asks for is Removed, as in the loop of waiting for a dashboard that never comes (FM-23).',
  noticedBy: ['knative.components-as-asked'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, ({ spec }) => {
      spec.components.dashboard.managementState = 'Removed';
    });
  },
};
