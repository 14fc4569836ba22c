import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'openshift-too-old',
  breaks: 'The cluster runs a release before the one that brought Gateway API support.',
  noticedBy: ['prereq.openshift-version'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterVersion', name: 'version' }, ({ status }) => {
      status.desired.version = '4.19.8';
      status.history = [{ ...status.history[0], version: '4.19.8' }];
    });
  },
};
