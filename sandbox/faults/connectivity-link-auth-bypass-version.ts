import { csvOfVersion } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'connectivity-link-auth-bypass-version',
  breaks: 'Connectivity Link 1.4.0 is installed, which answers inference without a token (FM-04).',
  noticedBy: ['operators.known-bad-versions'],
  apply({ objects }) {
    csvOfVersion(objects, 'rhcl-operator', '1.4.0');
  },
};
