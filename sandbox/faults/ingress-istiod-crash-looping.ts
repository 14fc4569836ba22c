import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'ingress-istiod-crash-looping',
  breaks: 'The ingress operator’s istiod ends again and again: another mesh has taken its webhooks (FM-06).',
  noticedBy: ['mesh.istiod-of-ingress-ready'],
  installations: ['maas-0.0.2'],
  apply({ objects, logs }) {
    const namespace = 'openshift-ingress';
    const pod = objects.all('Pod', namespace).find(({ metadata }) => metadata.labels?.['app'] === 'istiod');
    if (pod === undefined) throw new Error(`${namespace} has no istiod`);
    containerWaits(objects, { namespace, name: 'istiod-openshift-gateway' }, 'discovery', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=discovery',
      lastExit: { reason: 'Error', exitCode: 255 },
      restartCount: 21,
    });
    logs.append(
      { namespace, pod: pod.metadata.name, container: 'discovery.previous' },
      'Error: failed to create discovery service: the CRDs of istio.io are owned by another revision',
    );
  },
};
