import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-class-missing',
  breaks: 'The GatewayClass was never created.',
  noticedBy: ['mesh.gateway-class-accepted'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'GatewayClass', name: 'openshift-default' });
  },
};
