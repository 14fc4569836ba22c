import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-limit-policy-missing',
  breaks: 'The TokenRateLimitPolicy was not applied: tokens are not limited.',
  noticedBy: ['maas.token-limit-policies'],
  alsoTouches: ['limits.*', 'metrics.*', 'maas.limits-cover-tiers', 'maas.limits-ordered'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({
      kind: 'TokenRateLimitPolicy',
      namespace: 'openshift-ingress',
      name: 'gateway-token-rate-limits',
    });
  },
};
