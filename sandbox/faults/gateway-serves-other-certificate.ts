import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-serves-other-certificate',
  breaks: 'The gateway has not loaded the certificate that its listener names, and serves another.',
  noticedBy: ['maas.certificate'],
  apply(world) {
    world.certificates.gateway = world.certificates.kube;
  },
};
