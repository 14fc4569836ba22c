import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'catalogue-bare',
  breaks: 'The catalogue’s entries lack fields that OpenAI clients read.',
  noticedBy: ['inference.models-list'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.maasApi.bareCatalogue = true;
  },
};
