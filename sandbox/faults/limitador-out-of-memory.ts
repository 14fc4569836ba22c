import { places } from '../edits/places.ts';
import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limitador-out-of-memory',
  breaks: 'Limitador is killed for memory, again and again.',
  noticedBy: ['maas.limitador-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    containerWaits(world.objects, places(world).limitador, 'limitador', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=limitador',
      lastExit: { reason: 'OOMKilled', exitCode: 137 },
      restartCount: 6,
    });
  },
};
