import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorization-policy-allows-all',
  breaks: 'The AuthorizationPolicy has a rule without a source or a condition, which lets everybody in.',
  noticedBy: ['maas.auth-policies'],
  installations: ['guide'],
  apply({ objects }) {
    const policy = { kind: 'AuthorizationPolicy', namespace: 'maas', name: 'maas-gateway-authorization' };
    objects.edit(policy, ({ spec }) => {
      spec.action = 'ALLOW';
      delete spec.provider;
    });
  },
};
