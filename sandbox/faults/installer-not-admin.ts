import type { Fault } from '../fault.ts';

/** Groups without a CustomResourceDefinition. */
const BUILT_IN = [
  '',
  'apiextensions.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'image.openshift.io',
  'rbac.authorization.k8s.io',
];

export const fault: Fault = {
  name: 'installer-not-admin',
  breaks:
    'The one who installs is no cluster administrator: everything but OLM’s objects may be changed, those only read.',
  noticedBy: ['prereq.cluster-admin', 'prereq.operator-install-rights'],
  apply({ objects }) {
    const custom = objects.all('CustomResourceDefinition').map((crd) => String(crd['spec'].group));
    const apiGroups = [...new Set([...BUILT_IN, ...custom])].filter((group) => group !== 'operators.coreos.com');
    objects.edit({ kind: 'ClusterRole', name: 'cluster-admin' }, (role) => {
      role['rules'] = [
        { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
        { apiGroups, resources: ['*'], verbs: ['*'] },
        { nonResourceURLs: ['*'], verbs: ['get'] },
      ];
    });
  },
};
