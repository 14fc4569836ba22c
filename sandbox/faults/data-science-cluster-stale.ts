import { makeStale } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'data-science-cluster-stale',
  breaks: 'The DataScienceCluster was edited and its operator has not looked since: Ready=True is about the past.',
  noticedBy: ['knative.data-science-cluster'],
  alsoTouches: ['kserve.managed'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, makeStale);
  },
};
