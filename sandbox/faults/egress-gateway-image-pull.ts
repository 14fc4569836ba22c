import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'egress-gateway-image-pull',
  breaks: 'The proxy’s image of the egress gateway cannot be pulled: the pull secret lost its entry.',
  noticedBy: ['mesh.egress-gateway-ready'],
  installations: ['guide'],
  apply({ objects }) {
    containerWaits(objects, { namespace: 'istio-system', name: 'istio-egressgateway' }, 'istio-proxy', {
      reason: 'ErrImagePull',
      message: 'unable to retrieve auth token: invalid username/password: unauthorized',
    });
  },
};
