import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-not-ready',
  breaks: 'The API server answers, but /readyz fails: its etcd is not healthy.',
  noticedBy: ['prereq.api-reachable'],
  apply({ behaviour }) {
    behaviour.kube.unready = ['etcd'];
  },
};
