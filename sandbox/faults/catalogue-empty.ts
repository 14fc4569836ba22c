import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'catalogue-empty',
  breaks: 'The catalogue lists no model to anybody (FM-41).',
  noticedBy: ['models.listed'],
  alsoTouches: ['models.route-shape', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    world.behaviour.maasApi.catalogue = 'empty';
  },
};
