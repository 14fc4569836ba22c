import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-timeout-short',
  breaks: 'Authorino has 200 ms to answer, which it does not keep under a burst (FM-64).',
  noticedBy: ['maas.fail-closed'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit(
      { kind: 'Deployment', namespace: 'kuadrant-system', name: 'kuadrant-operator-controller-manager' },
      ({ spec }) => {
        for (const container of spec.template.spec.containers) {
          const variable = container.env.find(({ name }: { name: string }) => name === 'AUTH_SERVICE_TIMEOUT');
          if (variable === undefined) throw new Error('the operator has no such variable to change');
          variable.value = '200ms';
        }
      },
    );
  },
};
