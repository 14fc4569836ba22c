import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-image-pull',
  breaks: 'The image of a model cannot be pulled.',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const { modelWorkload, modelContainer } = places(world);
    containerWaits(world.objects, modelWorkload, modelContainer, {
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image: toomanyrequests: rate limit exceeded',
    });
  },
};
