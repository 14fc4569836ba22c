import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-ends-soon',
  breaks: 'Nobody renewed the gateway’s certificate: it ends within a week.',
  noticedBy: ['maas.certificate-renewal'],
  apply({ behaviour }) {
    behaviour.gateway.certificate = 'ends-soon';
  },
};
