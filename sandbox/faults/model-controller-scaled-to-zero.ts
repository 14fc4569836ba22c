import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-controller-scaled-to-zero',
  breaks: 'odh-model-controller was scaled to 0 to keep it from overwriting a patch, and left so.',
  noticedBy: ['kserve.model-controller-ready'],
  apply({ objects }) {
    objects.edit({ kind: 'Deployment', namespace: 'opendatahub', name: 'odh-model-controller' }, ({ spec, status }) => {
      spec.replicas = 0;
      Object.assign(status, { replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 });
    });
    for (const { metadata } of objects.all('Pod', 'opendatahub')) {
      if (metadata.name.startsWith('odh-model-controller-')) objects.remove({ kind: 'Pod', ...metadata });
    }
  },
};
