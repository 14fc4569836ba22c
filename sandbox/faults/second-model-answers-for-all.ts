import { inSecondModel } from '../edits/second-model.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'second-model-answers-for-all',
  breaks:
    'Of several models one answers for every name that it is asked by, as a server does whose served name is not set.',
  noticedBy: ['inference.unknown-model'],
  // The guide’s gateway knows the models by the name in the body, and refuses others itself.
  installations: ['maas-0.0.2'],
  apply(world) {
    inSecondModel(world, { acceptsUnknownModel: true });
  },
};
