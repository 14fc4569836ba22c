import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-controllers-reset',
  breaks:
    'An upgrade took back what a patch had told Kuadrant’s operator: at its next start it knows Istio’s own controller only (FM-02).',
  noticedBy: ['operators.kuadrant-gateway-controllers'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const operator = { kind: 'Deployment', namespace: 'kuadrant-system', name: 'kuadrant-operator-controller-manager' };
    objects.edit(operator, ({ spec }) => {
      const [container] = spec.template.spec.containers;
      const variable = container.env.find(({ name }: { name: string }) => name === 'ISTIO_GATEWAY_CONTROLLER_NAMES');
      variable.value = 'istio.io/gateway-controller';
    });
  },
};
