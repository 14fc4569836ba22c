import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'istiod-crash-looping',
  breaks: 'istiod is killed for its memory again and again, as on nodes that are too small (guide, common issue 1).',
  noticedBy: ['mesh.istiod-ready'],
  installations: ['guide'],
  apply({ objects, logs }) {
    const namespace = 'istio-system';
    containerWaits(objects, { namespace, name: 'istiod-data-science-smcp' }, 'discovery', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=discovery',
      lastExit: { reason: 'OOMKilled', exitCode: 137 },
      restartCount: 14,
    });
    const pod = objects.all('Pod', namespace).find(({ metadata }) => metadata.labels?.['app'] === 'istiod');
    if (pod === undefined) throw new Error(`${namespace} has no istiod`);
    // The sandbox keeps what a container printed before its restart under this name.
    logs.append(
      { namespace, pod: pod.metadata.name, container: 'discovery.previous' },
      'info\tads\tADS: new connection for node:istio-ingressgateway, full push of 412 services',
    );
  },
};
