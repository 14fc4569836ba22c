import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'installer-may-not-subscribe',
  breaks:
    'The one who installs may do everything but OLM’s part: operators are the platform team’s to install, in their own namespaces only.',
  noticedBy: ['prereq.cluster-admin', 'prereq.operator-install-rights'],
  apply({ objects }) {
    const custom = objects.all('CustomResourceDefinition').map((crd) => String(crd['spec'].group));
    const groups = [
      ...['', 'apps', 'rbac.authorization.k8s.io', 'apiextensions.k8s.io'],
      ...['authorization.k8s.io', 'authentication.k8s.io', 'image.openshift.io'],
    ];
    const apiGroups = [...new Set([...groups, ...custom])].filter((group) => group !== 'operators.coreos.com');
    objects.edit({ kind: 'ClusterRole', name: 'cluster-admin' }, (role) => {
      role['rules'] = [
        { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
        { apiGroups, resources: ['*'], verbs: ['*'] },
        { apiGroups: ['operators.coreos.com'], resources: ['operatorgroups'], verbs: ['create'] },
        { nonResourceURLs: ['*'], verbs: ['get'] },
      ];
    });
  },
};
