import { csvOfVersion } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'connectivity-link-token-limit-version',
  breaks: 'Connectivity Link 1.4.1 is installed, whose token limits never refuse (FM-05).',
  noticedBy: ['operators.known-bad-versions'],
  apply({ objects }) {
    csvOfVersion(objects, 'rhcl-operator', '1.4.1');
  },
};
