import { csvOfVersion } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'connectivity-link-too-old',
  breaks: 'Connectivity Link 1.1, from before MaaS, is installed.',
  noticedBy: ['operators.minimum-versions'],
  apply({ objects }) {
    csvOfVersion(objects, 'rhcl-operator', '1.1.0');
  },
};
