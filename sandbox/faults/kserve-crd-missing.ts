import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-crd-missing',
  breaks: 'A CustomResourceDefinition of KServe was not installed.',
  noticedBy: ['kserve.crds'],
  alsoTouches: ['kserve.runtimes'],
  apply({ objects }) {
    objects.remove({ kind: 'CustomResourceDefinition', name: 'servingruntimes.serving.kserve.io' });
  },
};
