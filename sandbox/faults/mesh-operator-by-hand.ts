import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mesh-operator-by-hand',
  breaks: 'Somebody subscribed to Service Mesh 3 before the ingress operator did, which does not take it over (FM-06).',
  noticedBy: ['operators.mesh-not-by-hand'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const ref = { kind: 'Subscription', name: 'servicemeshoperator3', namespace: 'openshift-operators' };
    objects.edit(ref, ({ metadata, spec, status }) => {
      delete metadata.annotations;
      spec.installPlanApproval = 'Automatic';
      Object.assign(status, { state: 'AtLatestKnown', installedCSV: status.currentCSV });
    });
  },
};
