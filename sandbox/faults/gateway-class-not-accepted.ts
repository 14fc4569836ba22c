import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-class-not-accepted',
  breaks: 'No controller takes the GatewayClass: a Service Mesh operator installed by hand is in the way (FM-06).',
  noticedBy: ['mesh.gateway-class-accepted'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'GatewayClass', name: 'openshift-default' }, (gatewayClass) =>
      setCondition(gatewayClass, 'Accepted', {
        status: 'Unknown',
        reason: 'Pending',
        message: 'Waiting for controller',
      }),
    );
  },
};
