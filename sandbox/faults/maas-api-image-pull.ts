import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'maas-api-image-pull',
  breaks: 'The image of maas-api cannot be pulled.',
  noticedBy: ['maas.api-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    containerWaits(world.objects, places(world).api, 'maas-api', {
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "quay.io/opendatahub/maas-api:v0.0.2": unauthorized',
    });
  },
};
