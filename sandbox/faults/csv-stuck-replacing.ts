import { leftBehind } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'csv-stuck-replacing',
  breaks: 'An upgrade of Leader Worker Set came to no end: the version before stays in phase Replacing.',
  noticedBy: ['operators.no-failed-csv'],
  apply({ objects }) {
    leftBehind(objects, 'leader-worker-set', '0.9.0', {
      phase: 'Replacing',
      reason: 'BeingReplaced',
      message: 'being replaced by csv: leader-worker-set.v1.0.0',
    });
  },
};
