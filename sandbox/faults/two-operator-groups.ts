import { csvPhase } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'two-operator-groups',
  breaks: 'A second OperatorGroup in cert-manager’s namespace: OLM installs nothing there (FM-26).',
  noticedBy: ['operators.operator-groups', 'operators.cert-manager', 'operators.no-failed-csv'],
  apply({ objects }) {
    const namespace = 'cert-manager-operator';
    const [group] = objects.all('OperatorGroup', namespace);
    if (group === undefined) throw new Error(`${namespace} has no OperatorGroup to double`);
    const { uid: _uid, ...metadata } = group.metadata;
    objects.put({ ...structuredClone(group), metadata: { ...metadata, name: 'cert-manager-again' } });
    csvPhase(objects, 'cert-manager-operator', {
      phase: 'Failed',
      reason: 'TooManyOperatorGroups',
      message: 'csv created in namespace with multiple operatorgroups, can’t pick one automatically',
    });
  },
};
