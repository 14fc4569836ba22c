import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'router-unavailable',
  breaks: 'The default router has no pod that runs.',
  noticedBy: ['prereq.external-routes'],
  apply({ objects }) {
    objects.edit({ kind: 'IngressController', name: 'default', namespace: 'openshift-ingress-operator' }, (router) => {
      router['status'].availableReplicas = 0;
      setCondition(router, 'Available', {
        status: 'False',
        reason: 'IngressControllerUnavailable',
        message: 'One or more status conditions indicate unavailable: DeploymentAvailable=False',
      });
    });
  },
};
