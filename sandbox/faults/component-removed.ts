import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'component-removed',
  breaks: 'A component that the guide asks for is Removed: the dsc.yaml of another release was applied.',
  noticedBy: ['knative.components-as-asked'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, ({ spec }) => {
      spec.components.dashboard.managementState = 'Removed';
    });
  },
};
