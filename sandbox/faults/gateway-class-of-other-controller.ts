import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-class-of-other-controller',
  breaks: 'The GatewayClass was made for the mesh’s own controller: the ingress operator never brings its istiod.',
  noticedBy: ['mesh.gateway-class-accepted'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'GatewayClass', name: 'openshift-default' }, ({ spec }) => {
      spec.controllerName = 'istio.io/gateway-controller';
    });
  },
};
