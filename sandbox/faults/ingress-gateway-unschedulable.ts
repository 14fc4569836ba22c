import { podUnschedulable } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'ingress-gateway-unschedulable',
  breaks: 'No node has the CPU that the mesh’s ingress gateway asks for (guide, common issue 1).',
  noticedBy: ['mesh.ingress-gateway-ready'],
  installations: ['guide'],
  apply({ objects }) {
    const message = '0/6 nodes are available: 3 Insufficient cpu, 3 node(s) had untolerated taint.';
    podUnschedulable(objects, { namespace: 'istio-system', name: 'istio-ingressgateway' }, message);
  },
};
