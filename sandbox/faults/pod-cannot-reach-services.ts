import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'pod-cannot-reach-services',
  breaks: 'Pods of new namespaces reach no Service: an AdminNetworkPolicy denies what it does not know.',
  noticedBy: ['prereq.internal-network'],
  apply({ behaviour }) {
    behaviour.kube.podNetwork = {
      exitCode: 1,
      message:
        '/bin/bash: connect: Connection timed out\n/bin/bash: line 1: /dev/tcp/kubernetes.default.svc/443: Connection timed out\n',
    };
  },
};
