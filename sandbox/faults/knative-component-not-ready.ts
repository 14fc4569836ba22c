import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'knative-component-not-ready',
  breaks: 'A pod of the activator crashes: it cannot reach the autoscaler.',
  noticedBy: ['knative.components-ready'],
  installations: ['guide'],
  apply({ objects }) {
    containerWaits(objects, { namespace: 'knative-serving', name: 'activator' }, 'activator', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 1m20s restarting failed container=activator',
      lastExit: { reason: 'Error', exitCode: 1 },
      restartCount: 5,
    });
  },
};
