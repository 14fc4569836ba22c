import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'data-science-cluster-missing',
  breaks: 'The DataScienceCluster was deleted by hand: nothing manages the components any more, though they still run.',
  noticedBy: ['knative.data-science-cluster'],
  alsoTouches: ['knative.components-as-asked', 'kserve.managed', 'kserve.models-as-service'],
  apply({ objects }) {
    objects.remove({ kind: 'DataScienceCluster', name: 'default-dsc' });
  },
};
