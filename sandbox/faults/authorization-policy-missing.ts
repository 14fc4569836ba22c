import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorization-policy-missing',
  breaks: 'No AuthorizationPolicy selects the gateway: everybody may use it (FM-21).',
  noticedBy: ['maas.auth-policies'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'metrics.*', 'models.listed', 'models.route-shape'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'AuthorizationPolicy', namespace: 'maas', name: 'maas-gateway-authorization' });
  },
};
