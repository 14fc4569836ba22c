import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-removed',
  breaks: 'KServe is switched off in the DataScienceCluster; what it had deployed is still there.',
  noticedBy: ['kserve.managed'],
  alsoTouches: ['knative.components-as-asked'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, (dsc) => {
      dsc['spec'].components.kserve.managementState = 'Removed';
    });
  },
};
