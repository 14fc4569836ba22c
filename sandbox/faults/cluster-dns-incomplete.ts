import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cluster-dns-incomplete',
  breaks: 'On two nodes the pods of cluster DNS do not start: names are resolved or not, as it happens.',
  noticedBy: ['prereq.internal-network'],
  apply({ objects }) {
    objects.edit({ kind: 'DaemonSet', name: 'dns-default', namespace: 'openshift-dns' }, ({ status }) => {
      Object.assign(status, { numberAvailable: 4, numberReady: 4, numberUnavailable: 2 });
    });
  },
};
