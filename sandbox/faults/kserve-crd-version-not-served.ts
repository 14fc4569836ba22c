import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-crd-version-not-served',
  breaks:
    'A CustomResourceDefinition of KServe is another release’s: it serves a version in which no runtime is written.',
  noticedBy: ['kserve.crds'],
  alsoTouches: ['kserve.runtimes'],
  apply({ objects }) {
    objects.edit({ kind: 'CustomResourceDefinition', name: 'clusterservingruntimes.serving.kserve.io' }, ({ spec }) => {
      spec.versions[0].name = 'v1beta1';
    });
  },
};
