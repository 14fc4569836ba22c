import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'leftover-webhook',
  breaks:
    'An earlier Open Data Hub left a webhook behind whose Service is gone: it blocks every write of a runtime (FM-27).',
  noticedBy: ['kserve.leftovers'],
  apply({ objects }) {
    objects.put({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'modelmesh-servingruntime.serving.kserve.io' },
      webhooks: [
        {
          name: 'servingruntime.modelmesh-webhook-server.default',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Fail',
          clientConfig: {
            service: {
              name: 'modelmesh-webhook-server-service',
              namespace: 'opendatahub-old',
              path: '/validate',
              port: 9443,
            },
          },
          rules: [
            {
              apiGroups: ['apps'],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['deployments'],
              scope: '*',
            },
          ],
        },
      ],
    });
  },
};
