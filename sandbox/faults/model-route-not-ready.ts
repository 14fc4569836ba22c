import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-route-not-ready',
  breaks: 'A model runs, but its route is not: KServe waits for the gateway.',
  noticedBy: ['models.ready'],
  alsoTouches: ['models.listed', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit({ ...places(world).model, name: 'premium-simulated-simulated-premium' }, (model) => {
      for (const type of ['Ready', 'HTTPRoutesReady', 'RouterReady']) {
        setCondition(model, type, {
          status: 'Unknown',
          reason: 'HTTPRoutesNotReady',
          message: 'HTTPRoutes are not ready',
        });
      }
    });
  },
};
