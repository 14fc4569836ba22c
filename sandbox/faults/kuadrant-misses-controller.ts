import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kuadrant-misses-controller',
  breaks: 'Kuadrant’s operator is not told of OpenShift’s gateway controller, and finds no gateway provider (FM-02).',
  noticedBy: ['maas.kuadrant-ready', 'operators.kuadrant-gateway-controllers'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'Kuadrant', namespace: 'kuadrant-system', name: 'kuadrant' }, (kuadrant) => {
      setCondition(kuadrant, 'Ready', {
        status: 'False',
        reason: 'MissingDependency',
        message:
          '[Gateway API provider (istio / envoy gateway)] is not installed, please restart Kuadrant Operator pod once dependency has been installed',
      });
    });
    const operator = { kind: 'Deployment', namespace: 'kuadrant-system', name: 'kuadrant-operator-controller-manager' };
    objects.edit(operator, ({ spec }) => {
      for (const container of spec.template.spec.containers) {
        container.env = (container.env ?? []).filter(
          ({ name }: { name: string }) => name !== 'ISTIO_GATEWAY_CONTROLLER_NAMES',
        );
      }
    });
  },
};
