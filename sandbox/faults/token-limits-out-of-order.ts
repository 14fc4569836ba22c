import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-limits-out-of-order',
  breaks: 'The token limit of premium has a window so long that premium may use less than free.',
  noticedBy: ['maas.limits-ordered'],
  alsoTouches: ['limits.*', 'inference.*'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const policy = { kind: 'TokenRateLimitPolicy', namespace: 'openshift-ingress', name: 'gateway-token-rate-limits' };
    objects.edit(policy, ({ spec }) => {
      spec.limits['premium-user-tokens'].rates = [{ limit: 100, window: '24h' }];
    });
  },
};
