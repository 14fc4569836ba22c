import { changeCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-not-admitted',
  breaks: 'The router does not admit the gateway’s Route: another namespace has claimed its host.',
  noticedBy: ['maas.external-address'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'Route', namespace: 'maas', name: 'maas-default-gateway' }, (route) => {
      changeCondition(route['status'].ingress[0], 'Admitted', {
        status: 'False',
        reason: 'HostAlreadyClaimed',
        message: 'a route in another namespace holds the host and is older',
      });
    });
  },
};
