import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-class-blocked-by-mesh',
  breaks:
    'Following the guide, somebody installed Service Mesh by hand: the ingress operator cannot bring its own (FM-06).',
  noticedBy: ['mesh.gateway-class-accepted', 'operators.mesh-not-by-hand'],
  alsoTouches: ['operators.subscriptions-healthy', 'prereq.cluster-operators'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'GatewayClass', name: 'openshift-default' }, (gatewayClass) =>
      setCondition(gatewayClass, 'Accepted', {
        status: 'Unknown',
        reason: 'Pending',
        message: 'Waiting for controller',
      }),
    );
    objects.put({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'Subscription',
      metadata: { name: 'servicemeshoperator', namespace: 'openshift-operators' },
      spec: {
        name: 'servicemeshoperator',
        channel: 'stable',
        source: 'redhat-operators',
        installPlanApproval: 'Automatic',
      },
      status: {
        state: 'AtLatestKnown',
        installedCSV: 'servicemeshoperator.v2.6.11',
        currentCSV: 'servicemeshoperator.v2.6.11',
        conditions: [],
      },
    });
    objects.edit({ kind: 'ClusterOperator', name: 'ingress' }, (ingress) =>
      setCondition(ingress, 'Degraded', {
        status: 'True',
        reason: 'GatewayAPIOSSMConflict',
        message:
          'Package servicemeshoperator from subscription openshift-operators/servicemeshoperator prevents enabling operator-managed Gateway API',
      }),
    );
  },
};
