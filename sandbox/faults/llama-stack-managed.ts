import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'llama-stack-managed',
  breaks: 'A component that the release’s script removes is Managed: another team switched it on.',
  noticedBy: ['knative.components-as-asked'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, ({ spec }) => {
      spec.components.llamastackoperator.managementState = 'Managed';
    });
  },
};
