import { places } from '../edits/places.ts';
import { podUnschedulable } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-unschedulable',
  breaks: 'No node has the memory that a model asks for.',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const message = '0/6 nodes are available: 3 Insufficient memory, 3 node(s) had untolerated taint.';
    podUnschedulable(world.objects, places(world).modelWorkload, message);
  },
};
