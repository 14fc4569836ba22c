import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kuadrant-before-istio',
  breaks: 'Kuadrant started before Istio was there, and has not looked again (FM-01).',
  noticedBy: ['maas.kuadrant-ready'],
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
  },
};
