import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'knative-serving-not-ready',
  breaks: 'Knative Serving waits for its Istio integration, which came too late.',
  noticedBy: ['knative.serving-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'KnativeServing', name: 'knative-serving', namespace: 'knative-serving' }, (serving) => {
      for (const type of ['DependenciesInstalled', 'Ready']) {
        setCondition(serving, type, {
          status: 'False',
          reason: 'NotReady',
          message: 'Waiting for Istio: the CRD of gateways is not there yet',
        });
      }
    });
  },
};
