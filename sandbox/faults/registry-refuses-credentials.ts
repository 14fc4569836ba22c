import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'registry-refuses-credentials',
  breaks: 'The entry of the pull secret for registry.redhat.io has expired: the registry answers, and refuses it.',
  noticedBy: ['prereq.registry-access'],
  apply({ behaviour }) {
    behaviour.kube.registries['registry.redhat.io'] = {
      refuses: true,
      message: 'you may not have access to the container image "registry.redhat.io/ubi9/ubi-minimal:latest"',
    };
  },
};
