import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'catalogue-shows-everything',
  breaks: 'The catalogue lists models that the caller may not use.',
  noticedBy: ['models.listed'],
  alsoTouches: ['auth.tier-access-matrix'],
  apply(world) {
    world.behaviour.maasApi.catalogue = 'everything';
  },
};
