import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-runs-as-default',
  breaks: 'The Deployment of maas-api lost its service account, and runs as everybody in its namespace.',
  noticedBy: ['maas.service-account'],
  alsoTouches: ['maas.api-rbac'],
  apply(world) {
    const { api } = places(world);
    world.objects.put({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: api.namespace },
    });
    world.objects.edit({ kind: 'Deployment', ...api }, ({ spec }) => {
      delete spec.template.spec.serviceAccountName;
    });
    world.objects.edit({ kind: 'Deployment', ...api }, ({ metadata, status }) => {
      status.observedGeneration = metadata.generation;
    });
  },
};
