import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-controller-elsewhere',
  breaks: 'The platform was moved to OpenShift AI’s namespace; the controller of the earlier Open Data Hub still runs.',
  noticedBy: ['kserve.controller-ready'],
  apply({ objects }) {
    objects.edit({ kind: 'DSCInitialization', name: 'default-dsci' }, ({ spec }) => {
      spec.applicationsNamespace = 'redhat-ods-applications';
    });
  },
};
