import { removeCsv } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'connectivity-link-only-copied',
  breaks: 'Connectivity Link was removed; the copies of its CSV in other namespaces still say Succeeded.',
  noticedBy: ['operators.connectivity-link'],
  apply({ objects }) {
    removeCsv(objects, 'rhcl-operator');
  },
};
