import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'istiod-running-not-ready',
  breaks: 'istiod’s pod is Running, yet its readiness probe fails: the phase says nothing.',
  noticedBy: ['mesh.istiod-ready'],
  installations: ['guide'],
  apply({ objects }) {
    const [pod] = objects.all('Pod', 'istio-system').filter(({ metadata }) => metadata.labels?.['app'] === 'istiod');
    objects.edit({ kind: 'Pod', namespace: 'istio-system', name: pod?.metadata.name ?? 'istiod' }, (istiod) => {
      istiod['status'].containerStatuses[0].ready = false;
      for (const type of ['Ready', 'ContainersReady']) {
        setCondition(istiod, type, {
          status: 'False',
          reason: 'ContainersNotReady',
          message: 'containers with unready status: [discovery]',
        });
      }
    });
  },
};
