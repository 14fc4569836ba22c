import { withdrawEndpoints } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-backend-not-ready',
  breaks: 'The Service of a model has no ready endpoint, though its pod is Ready: the selector was changed by hand.',
  noticedBy: ['models.route-backends'],
  alsoTouches: ['maas.routes', 'metrics.*'],
  apply(world) {
    const name =
      world.installation === 'guide'
        ? 'facebook-opt-125m-simulated-predictor-00001'
        : 'facebook-opt-125m-simulated-kserve-workload-svc';
    withdrawEndpoints(world.objects, { namespace: 'llm', name });
  },
};
