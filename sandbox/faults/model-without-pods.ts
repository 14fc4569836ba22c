import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-without-pods',
  breaks: 'A model has no pod: its workload was scaled to 0.',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    const { modelWorkload } = places(world);
    for (const { metadata } of world.objects.all('Pod', modelWorkload.namespace)) {
      if (metadata.name.startsWith(`${modelWorkload.name}-`)) world.objects.remove({ kind: 'Pod', ...metadata });
    }
  },
};
