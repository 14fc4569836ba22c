import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'user-workload-prometheus-not-ready',
  breaks:
    'one of the two Prometheus pods for user workloads runs and is not Ready: it replays a log that is too large for its memory',
  noticedBy: ['metrics.user-workload'],
  apply: ({ objects }) =>
    objects.edit(
      { kind: 'Pod', namespace: 'openshift-user-workload-monitoring', name: 'prometheus-user-workload-1' },
      (pod) => {
        const lost = {
          status: 'False',
          reason: 'ContainersNotReady',
          message: 'containers with unready status: [prometheus]',
        } as const;
        setCondition(pod, 'Ready', lost);
        setCondition(pod, 'ContainersReady', lost);
        pod['status'].containerStatuses[0].ready = false;
      },
    ),
};
