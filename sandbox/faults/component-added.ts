import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'component-added',
  breaks: 'A component that the guide leaves out is Managed, and takes resources.',
  noticedBy: ['knative.components-as-asked'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, ({ spec }) => {
      spec.components.ray.managementState = 'Managed';
    });
  },
};
