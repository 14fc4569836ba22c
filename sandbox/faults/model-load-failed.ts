import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-load-failed',
  breaks: 'A model’s server ended while it loaded the weights; KServe keeps its last words in the status.',
  noticedBy: ['models.ready'],
  alsoTouches: ['models.listed', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  installations: ['guide'],
  apply(world) {
    world.objects.edit(places(world).model, (model) => {
      for (const type of ['Ready', 'PredictorReady']) {
        setCondition(model, type, {
          status: 'False',
          reason: 'RevisionFailed',
          message: 'Container failed with: exit code 1',
        });
      }
      model['status'].modelStatus = {
        states: { activeModelState: '', targetModelState: 'FailedToLoad' },
        transitionStatus: 'BlockedByFailedLoad',
        lastFailureInfo: {
          reason: 'ModelLoadFailed',
          exitCode: 1,
          message: 'OSError: /mnt/models does not appear to have a file named config.json',
        },
      };
    });
  },
};
