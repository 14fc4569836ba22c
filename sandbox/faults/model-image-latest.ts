import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-image-latest',
  breaks: 'A model runs an image without a version.',
  noticedBy: ['models.image-pinned'],
  apply(world) {
    const { modelWorkload, modelContainer } = places(world);
    for (const { metadata } of world.objects.all('Pod', modelWorkload.namespace)) {
      if (!metadata.name.startsWith(`${modelWorkload.name}-`)) continue;
      world.objects.edit({ kind: 'Pod', ...metadata }, ({ spec }) => {
        const own = spec.containers.find(({ name }: { name: string }) => name === modelContainer);
        own.image = own.image.replace(/:[^:]+$/, ':latest');
      });
    }
  },
};
