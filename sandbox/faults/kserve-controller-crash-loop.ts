import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-controller-crash-loop',
  breaks: 'The KServe controller ends right after its start, again and again.',
  noticedBy: ['kserve.controller-ready'],
  apply({ objects }) {
    const controller = { namespace: 'opendatahub', name: 'kserve-controller-manager' };
    containerWaits(objects, controller, 'manager', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=manager',
      lastExit: { reason: 'Error', exitCode: 1 },
      restartCount: 14,
    });
  },
};
