import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'volumes-not-provisioned',
  breaks: 'The storage driver’s credentials were rotated, and it makes no volumes any more.',
  noticedBy: ['prereq.volume-binds'],
  apply({ behaviour }) {
    behaviour.kube.provisioning = {
      message: 'rpc error: code = Internal desc = Could not create volume: UnauthorizedOperation',
    };
  },
};
