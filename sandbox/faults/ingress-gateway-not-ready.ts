import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'ingress-gateway-not-ready',
  breaks: 'The mesh’s ingress gateway cannot pull its image.',
  noticedBy: ['mesh.ingress-gateway-ready'],
  installations: ['guide'],
  apply({ objects }) {
    containerWaits(objects, { namespace: 'istio-system', name: 'istio-ingressgateway' }, 'istio-proxy', {
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "registry.redhat.io/openshift-service-mesh/proxyv2-rhel9:2.6.11"',
    });
  },
};
