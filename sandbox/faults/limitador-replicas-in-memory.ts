import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limitador-replicas-in-memory',
  breaks: 'Limitador was scaled to two replicas that count in memory, each for itself (FM-61).',
  noticedBy: ['maas.limitador-storage'],
  apply(world) {
    const { limitador } = places(world);
    const { objects } = world;
    objects.edit({ kind: 'Deployment', ...limitador }, ({ spec }) => {
      spec.replicas = 2;
    });
    // Its controller has seen that.
    objects.edit({ kind: 'Deployment', ...limitador }, ({ status }) => {
      Object.assign(status, { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 });
    });
    const first = objects
      .all('Pod', limitador.namespace)
      .find(({ metadata }) => metadata.name.startsWith(limitador.name));
    if (first === undefined) throw new Error('Limitador has no pod to add another to');
    const second = structuredClone(first);
    second.metadata = { ...second.metadata, name: first.metadata.name.replace(/[^-]+$/, 'q4m9z'), uid: undefined };
    objects.put(second);
  },
};
