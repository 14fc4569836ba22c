import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'operator-controller-crash-loop',
  breaks: 'Limitador’s operator restarts again and again, while its ClusterServiceVersion still says Succeeded.',
  noticedBy: ['operators.controllers-ready'],
  apply({ objects }) {
    const workload = { namespace: 'kuadrant-system', name: 'limitador-operator-controller-manager' };
    containerWaits(objects, workload, 'manager', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=manager',
      lastExit: { reason: 'OOMKilled', exitCode: 137 },
      restartCount: 23,
    });
  },
};
