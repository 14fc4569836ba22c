import { leftBehind } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'csv-failed-upgrade',
  breaks: 'A failed installation of an older cert-manager was never cleaned up, beside the one that works.',
  noticedBy: ['operators.no-failed-csv'],
  apply({ objects }) {
    leftBehind(objects, 'cert-manager-operator', '1.17.0', {
      phase: 'Failed',
      reason: 'InstallCheckFailed',
      message: 'install timeout: deployment cert-manager-operator-controller-manager not ready before timeout',
    });
  },
};
