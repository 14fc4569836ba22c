import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'catalogue-invents-models',
  breaks: 'The catalogue lists models that were removed long ago.',
  noticedBy: ['models.listed'],
  alsoTouches: ['models.route-shape', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  installations: ['guide'],
  apply(world) {
    world.behaviour.maasApi.catalogue = 'invented';
  },
};
