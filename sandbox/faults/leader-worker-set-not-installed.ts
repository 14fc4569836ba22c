import { removeCsv } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'leader-worker-set-not-installed',
  breaks: 'The Leader Worker Set operator is subscribed to, but was never installed.',
  noticedBy: ['operators.leader-worker-set'],
  apply({ objects }) {
    removeCsv(objects, 'leader-worker-set');
  },
};
