import { csvPhase } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'serverless-failed',
  breaks: 'OpenShift Serverless does not come up: its deployment never became healthy.',
  noticedBy: ['operators.serverless', 'operators.no-failed-csv'],
  installations: ['guide'],
  apply({ objects }) {
    csvPhase(objects, 'serverless-operator', {
      phase: 'Failed',
      reason: 'InstallCheckFailed',
      message: 'install timeout: deployment knative-operator-webhook not ready before timeout',
    });
  },
};
