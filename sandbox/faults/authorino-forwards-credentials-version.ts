import { csvOfVersion } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-forwards-credentials-version',
  breaks: 'The community’s Authorino 0.22 is installed, which forwards callers’ credentials to the models (FM-52).',
  noticedBy: ['operators.weak-versions'],
  apply({ objects }) {
    csvOfVersion(objects, 'authorino-operator', '0.22.0');
  },
};
