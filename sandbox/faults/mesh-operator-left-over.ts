import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mesh-operator-left-over',
  breaks: 'Service Mesh 2 was uninstalled by deleting its Subscription only: the operator itself goes on (FM-06).',
  noticedBy: ['operators.mesh-not-by-hand'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.put({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'ClusterServiceVersion',
      metadata: { name: 'servicemeshoperator.v2.6.11', namespace: 'openshift-operators' },
      spec: { displayName: 'Red Hat OpenShift Service Mesh', version: '2.6.11' },
      status: { phase: 'Succeeded', reason: 'InstallSucceeded', message: 'install strategy completed with no errors' },
    });
  },
};
