import { csvOfVersion } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limitador-operator-too-old',
  breaks: 'The community’s Limitador operator was there already, older than what knows token limits.',
  noticedBy: ['operators.minimum-versions'],
  apply({ objects }) {
    csvOfVersion(objects, 'limitador-operator', '0.12.1');
  },
};
