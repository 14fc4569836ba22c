import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'leftover-conversion-webhook',
  breaks: 'A CRD still converts by the webhook of an operator that was removed with its namespace (FM-27).',
  noticedBy: ['kserve.leftovers'],
  apply({ objects }) {
    const name = 'ratelimitpolicies.kuadrant.io';
    objects.edit({ kind: 'CustomResourceDefinition', name }, ({ spec }) => {
      const service = { name: 'kuadrant-operator-webhook-service', namespace: 'kuadrant-system-old', path: '/convert' };
      spec.conversion = {
        strategy: 'Webhook',
        webhook: { conversionReviewVersions: ['v1'], clientConfig: { service } },
      };
    });
  },
};
