import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-fails-open',
  breaks: 'While Limitador does not answer, the gateway lets every request through (FM-60).',
  noticedBy: ['maas.fail-closed'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit(
      { kind: 'Deployment', namespace: 'kuadrant-system', name: 'kuadrant-operator-controller-manager' },
      ({ spec }) => {
        for (const container of spec.template.spec.containers) {
          const variable = container.env.find(
            ({ name }: { name: string }) => name === 'RATELIMIT_CHECK_SERVICE_FAILURE_MODE',
          );
          if (variable === undefined) throw new Error('the operator has no such variable to change');
          variable.value = 'allow';
        }
      },
    );
  },
};
