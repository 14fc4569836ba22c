import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-cluster-of-other-namespace',
  breaks: 'The EnvoyFilter matches a service that is not there, so Istio leaves the patch out without a word (FM-03).',
  noticedBy: ['maas.policy-clusters'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const host = 'authorino-authorino-authorization.authorino-operator.svc.cluster.local';
    const place = { kind: 'EnvoyFilter', namespace: 'openshift-ingress', name: 'kuadrant-auth-maas-default-gateway' };
    objects.edit(place, ({ spec }) => {
      const [{ match, patch }] = spec.configPatches;
      match.cluster.service = host;
      patch.value.load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address.address = host;
    });
  },
};
