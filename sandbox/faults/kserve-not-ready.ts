import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-not-ready',
  breaks: 'The operator reports KServe as not ready.',
  noticedBy: ['kserve.managed'],
  apply({ objects }) {
    objects.edit({ kind: 'DataScienceCluster', name: 'default-dsc' }, (dsc) => {
      setCondition(dsc, 'KserveReady', {
        status: 'False',
        reason: 'DeploymentsNotReady',
        message: '0/1 deployments ready',
      });
    });
  },
};
