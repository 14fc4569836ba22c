import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'both-ai-operators',
  breaks: 'OpenShift AI was installed beside Open Data Hub (FM-26).',
  noticedBy: ['operators.not-both-ai'],
  apply({ objects }) {
    const namespace = 'redhat-ods-operator';
    objects.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    objects.put({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'ClusterServiceVersion',
      metadata: { name: 'rhods-operator.3.2.0', namespace },
      spec: { displayName: 'Red Hat OpenShift AI', version: '3.2.0' },
      status: { phase: 'Succeeded', reason: 'InstallSucceeded', message: 'install strategy completed with no errors' },
    });
  },
};
