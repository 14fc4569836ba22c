import { csvPhase } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'openshift-ai-failed',
  breaks: 'The operator of OpenShift AI or Open Data Hub does not come up.',
  noticedBy: ['operators.openshift-ai', 'operators.no-failed-csv'],
  apply({ objects }) {
    csvPhase(objects, 'opendatahub-operator', {
      phase: 'Failed',
      reason: 'ComponentUnhealthy',
      message: 'installing: deployment opendatahub-operator-controller-manager not available',
    });
  },
};
