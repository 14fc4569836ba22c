import { inSecondModel } from '../edits/second-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'second-model-lists-otherwise',
  breaks: 'Of several models one has a server whose own list of models is not in OpenAI’s shape.',
  noticedBy: ['inference.models-list'],
  // The guide’s gateway answers /v1/models itself, for all of them.
  installations: ['maas-0.0.2'],
  apply(world) {
    inSecondModel(world, { listsBare: true });
  },
};
