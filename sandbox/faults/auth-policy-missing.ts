import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-missing',
  breaks: 'The operator did not bring the gateway’s AuthPolicy: inference is open and unlimited (FM-21).',
  noticedBy: ['maas.auth-policies'],
  alsoTouches: ['maas.tier-lookup-wired', 'auth.*', 'limits.*', 'inference.*', 'metrics.*', 'models.listed'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' });
  },
};
