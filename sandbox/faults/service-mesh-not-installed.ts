import { removeCsv } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'service-mesh-not-installed',
  breaks: 'The Service Mesh operator was removed; copies of its CSV are left in other namespaces.',
  noticedBy: ['operators.service-mesh'],
  installations: ['guide'],
  apply({ objects }) {
    removeCsv(objects, 'servicemeshoperator');
  },
};
