import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-bad-argument',
  breaks: 'A model’s image was updated and refuses an argument it had (FM-46).',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const { modelWorkload, modelContainer } = places(world);
    containerWaits(world.objects, modelWorkload, modelContainer, {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container',
      lastExit: { reason: 'Error', exitCode: 2 },
      restartCount: 11,
    });
    for (const { metadata } of world.objects.all('Pod', modelWorkload.namespace)) {
      if (!metadata.name.startsWith(modelWorkload.name)) continue;
      const container = { namespace: modelWorkload.namespace, pod: metadata.name, container: modelContainer };
      world.logs.append(container, 'error: unrecognized arguments: --disable-log-requests');
    }
  },
};
