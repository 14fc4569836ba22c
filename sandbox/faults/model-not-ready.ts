import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-not-ready',
  breaks: 'A model is not ready: its workload does not come up.',
  noticedBy: ['models.ready'],
  alsoTouches: ['models.listed', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    world.objects.edit(places(world).model, (model) => {
      const held = world.installation === 'guide' ? 'PredictorReady' : 'MainWorkloadReady';
      for (const type of ['Ready', held]) {
        setCondition(model, type, {
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        });
      }
    });
  },
};
