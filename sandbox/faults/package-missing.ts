import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'package-missing',
  breaks: 'The mirrored catalog of a disconnected cluster was pruned and lacks an operator.',
  noticedBy: ['prereq.operator-catalogs'],
  apply({ objects }) {
    objects.remove({ kind: 'PackageManifest', name: 'leader-worker-set', namespace: 'openshift-marketplace' });
  },
};
