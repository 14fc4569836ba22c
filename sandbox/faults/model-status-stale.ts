import { makeStale } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-status-stale',
  breaks: 'A model was edited while its controller does not look: Ready=True is about what it was before.',
  noticedBy: ['models.ready'],
  apply(world) {
    world.objects.edit(places(world).model, makeStale);
  },
};
