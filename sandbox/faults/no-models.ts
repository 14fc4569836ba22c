import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'no-models',
  breaks: 'No model was deployed.',
  noticedBy: ['models.present'],
  alsoTouches: ['maas.model-access-rbac', 'models.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    const kind = places(world).model.kind;
    for (const { metadata } of world.objects.all(kind)) world.objects.remove({ kind, ...metadata });
  },
};
