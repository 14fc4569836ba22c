import type { KubeObject } from '../object.ts';

const condition = (type: string, reason: string) => ({
  type,
  status: 'True',
  reason,
  message: '',
  observedGeneration: 1,
});

/** KServe's own gateway, which the script applies beside MaaS's; no model is attached to it. */
export const KSERVE_GATEWAY: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'openshift-ai-inference', namespace: 'openshift-ingress', generation: 1 },
  spec: {
    gatewayClassName: 'openshift-default',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
  status: {
    addresses: [{ type: 'Hostname', value: 'kserve.lb.sandbox.example' }],
    conditions: [condition('Accepted', 'Accepted'), condition('Programmed', 'Programmed')],
    listeners: [
      {
        name: 'http',
        attachedRoutes: 0,
        supportedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
        conditions: [
          condition('Accepted', 'Accepted'),
          condition('Programmed', 'Programmed'),
          condition('ResolvedRefs', 'ResolvedRefs'),
        ],
      },
    ],
  },
};
