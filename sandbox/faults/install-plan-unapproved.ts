import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'install-plan-unapproved',
  breaks:
    'A neighbour in the operators’ namespace is subscribed to manually: its plan waits, and blocks the others (FM-26).',
  noticedBy: ['operators.install-plans'],
  apply({ objects }) {
    objects.put({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'InstallPlan',
      metadata: { name: 'install-h4vtz', namespace: 'kuadrant-system' },
      spec: {
        approval: 'Manual',
        approved: false,
        clusterServiceVersionNames: ['observability-operator.v1.3.0', 'rhcl-operator.v1.2.2'],
        generation: 2,
      },
      status: { phase: 'RequiresApproval', catalogSources: ['redhat-operators'], bundleLookups: [], plan: [] },
    });
  },
};
