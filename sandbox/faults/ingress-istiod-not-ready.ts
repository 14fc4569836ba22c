import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'ingress-istiod-not-ready',
  breaks: 'The istiod that the ingress operator brings does not start.',
  noticedBy: ['mesh.istiod-of-ingress-ready'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    containerWaits(objects, { namespace: 'openshift-ingress', name: 'istiod-openshift-gateway' }, 'discovery', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 2m40s restarting failed container=discovery',
      lastExit: { reason: 'Error', exitCode: 255 },
      restartCount: 7,
    });
  },
};
