import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'models-as-service-waits-for-gateway',
  breaks:
    'The operator looked for the gateway before it was made, and has not looked again: the cluster is not Ready (FM-12).',
  noticedBy: ['knative.data-science-cluster', 'kserve.models-as-service'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const message = 'gateway openshift-ingress/maas-default-gateway not found: the specified Gateway must exist';
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, (dsc) => {
      dsc['status'].phase = 'Not Ready';
      setCondition(dsc, 'ModelsAsServiceReady', { status: 'False', reason: 'Error', message });
      for (const type of ['ComponentsReady', 'Ready']) {
        setCondition(dsc, type, {
          status: 'False',
          reason: 'NotReady',
          message: 'Some components are not ready: modelsasservice',
        });
      }
    });
  },
};
