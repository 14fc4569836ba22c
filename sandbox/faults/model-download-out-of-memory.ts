import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-download-out-of-memory',
  breaks: 'The storage initializer is killed for its memory while it unpacks the weights (FM-47).',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const name =
      world.installation === 'guide'
        ? 'facebook-opt-125m-predictor-00001-deployment'
        : 'facebook-opt-125m-simulated-kserve';
    containerWaits(world.objects, { namespace: 'llm', name }, 'storage-initializer', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 2m40s restarting failed container=storage-initializer',
      lastExit: { reason: 'OOMKilled', exitCode: 137 },
      restartCount: 6,
    });
  },
};
