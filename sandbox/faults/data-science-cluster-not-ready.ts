import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'data-science-cluster-not-ready',
  breaks: 'A component of the DataScienceCluster does not come up: the cluster is not Ready.',
  noticedBy: ['knative.data-science-cluster'],
  installations: ['guide'],
  apply({ objects }) {
    const change = { status: 'False' as const, reason: 'DeploymentsNotReady', message: '0/1 deployments ready' };
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, (dsc) => {
      dsc['status'].phase = 'Not Ready';
      setCondition(dsc, 'WorkbenchesReady', change);
      for (const type of ['ComponentsReady', 'Ready']) {
        setCondition(dsc, type, { ...change, message: 'Some components are not ready: workbenches' });
      }
    });
  },
};
