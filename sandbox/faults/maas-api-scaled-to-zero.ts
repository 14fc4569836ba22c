import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'maas-api-scaled-to-zero',
  breaks: 'maas-api was scaled to 0 and left so.',
  noticedBy: ['maas.api-ready'],
  alsoTouches: ['maas.network-policies', 'metrics.*'],
  apply(world) {
    const { api } = places(world);
    world.objects.edit({ kind: 'Deployment', ...api }, ({ spec }) => {
      spec.replicas = 0;
    });
    // Its controller has seen that.
    world.objects.edit({ kind: 'Deployment', ...api }, (deployment) => {
      Object.assign(deployment['status'], { replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 });
    });
    for (const { metadata } of world.objects.all('Pod', api.namespace)) {
      if (metadata.name.startsWith(`${api.name}-`)) world.objects.remove({ kind: 'Pod', ...metadata });
    }
  },
};
