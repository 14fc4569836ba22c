import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-report-fails-open',
  breaks: 'While Limitador does not answer, tokens are used without being counted (FM-60).',
  noticedBy: ['maas.fail-closed'],
  installations: ['guide'],
  apply({ objects }) {
    const operator = { kind: 'Deployment', namespace: 'kuadrant-system', name: 'kuadrant-operator-controller-manager' };
    objects.edit(operator, ({ spec }) => {
      for (const container of spec.template.spec.containers) {
        container.env = container.env.filter(
          ({ name }: { name: string }) => name !== 'RATELIMIT_REPORT_SERVICE_FAILURE_MODE',
        );
      }
    });
  },
};
