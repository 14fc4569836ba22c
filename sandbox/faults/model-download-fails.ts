import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-download-fails',
  breaks: 'A model’s weights cannot be downloaded: the cluster has no way to the registry (FM-47).',
  noticedBy: ['models.pods-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const name =
      world.installation === 'guide'
        ? 'facebook-opt-125m-predictor-00001-deployment'
        : 'facebook-opt-125m-simulated-kserve';
    containerWaits(world.objects, { namespace: 'llm', name }, 'storage-initializer', {
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=storage-initializer',
      lastExit: { reason: 'Error', exitCode: 1 },
      restartCount: 5,
    });
  },
};
