import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-auth-policy-missing',
  breaks:
    'The API’s route has no AuthPolicy: nobody’s identity reaches maas-api, and every mint fails with AUTH_FAILURE.',
  noticedBy: ['maas.auth-policies'],
  alsoTouches: [
    'maas.token-audience',
    'auth.*',
    'limits.*',
    'inference.*',
    'metrics.*',
    'models.listed',
    'models.route-shape',
  ],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'AuthPolicy', namespace: 'opendatahub', name: 'maas-api-auth-policy' });
  },
};
