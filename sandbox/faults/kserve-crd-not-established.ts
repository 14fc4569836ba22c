import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-crd-not-established',
  breaks: 'A CustomResourceDefinition of KServe clashes with one that an earlier release left behind (FM-27).',
  noticedBy: ['kserve.crds'],
  alsoTouches: ['kserve.runtimes'],
  apply({ objects }) {
    const name = 'clusterservingruntimes.serving.kserve.io';
    objects.edit({ kind: 'CustomResourceDefinition', name }, (crd) => {
      setCondition(crd, 'Established', {
        status: 'False',
        reason: 'NotAccepted',
        message: 'not all names are accepted',
      });
    });
  },
};
