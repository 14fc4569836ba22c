import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-audience-missing',
  breaks: 'The audience of the cluster’s tokens fell out of the API’s policy: nobody can mint (FM-17).',
  noticedBy: ['maas.token-audience'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'metrics.*', 'models.*'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'opendatahub', name: 'maas-api-auth-policy' }, ({ spec }) => {
      spec.rules.authentication['openshift-identities'].kubernetesTokenReview.audiences = ['maas-default-gateway-sa'];
    });
  },
};
