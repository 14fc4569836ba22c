import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-on-model-route',
  breaks: 'The model controller put an anonymous AuthPolicy on a model’s route, which wins over the gateway’s (FM-39).',
  noticedBy: ['maas.auth-policies'],
  installations: ['maas-0.0.2'],
  apply(world) {
    const { namespace, name } = places(world).modelRoute;
    const condition = {
      status: 'True',
      observedGeneration: 1,
      lastTransitionTime: '2026-11-02T09:02:11Z',
    };
    world.objects.put({
      apiVersion: 'kuadrant.io/v1',
      kind: 'AuthPolicy',
      metadata: {
        name: `${name}-authn`,
        namespace,
        generation: 1,
        labels: { 'app.kubernetes.io/managed-by': 'odh-model-controller' },
      },
      spec: {
        targetRef: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name },
        rules: { authentication: { public: { anonymous: {}, credentials: {} } } },
      },
      status: {
        observedGeneration: 1,
        conditions: [
          { type: 'Accepted', reason: 'Accepted', message: 'AuthPolicy has been accepted', ...condition },
          { type: 'Enforced', reason: 'Enforced', message: 'AuthPolicy has been successfully enforced', ...condition },
        ],
      },
    });
  },
};
