import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-crash-loop',
  breaks: 'Authorino ends right after its start, again and again.',
  noticedBy: ['maas.authorino-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    containerWaits(world.objects, places(world).authorino, 'authorino', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=authorino',
      lastExit: { reason: 'Error', exitCode: 1 },
      restartCount: 9,
    });
  },
};
