import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-out-of-memory',
  breaks: 'A model is killed for memory while it loads.',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const { modelWorkload, modelContainer } = places(world);
    containerWaits(world.objects, modelWorkload, modelContainer, {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container',
      lastExit: { reason: 'OOMKilled', exitCode: 137 },
      restartCount: 4,
    });
  },
};
