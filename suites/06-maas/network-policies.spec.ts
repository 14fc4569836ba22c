import { neededConnections, policiesAbout, shutConnections } from '../../fixtures/network.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'no network policy shuts a connection that MaaS needs',
  check({
    id: 'maas.network-policies',
    requirement:
      'NetworkPolicies SHOULD let Authorino and the gateway connect to maas-api, the gateway to Authorino, Limitador and the models, and Prometheus to what it scrapes.',
    level: 'should',
    needs: ['cluster'],
    catches: [
      'network-policy-other-namespace',
      'network-policy-denies-all',
      'network-policy-shuts-models',
      'network-policy-shuts-prometheus',
    ],
    dependsOn: ['maas.namespaces', 'maas.api-ready', 'maas.authorino-ready', 'maas.gateway-workload-ready'],
    remedy:
      'oc get networkpolicy -A -o yaml: a policy that selects the pod has to allow the namespace (label kubernetes.io/metadata.name) and pods of the other end; maas-authorino-allow names only kuadrant-system and openshift-operators (FM-19)',
    guide: 'release#network-policies',
  }),
  async ({ cluster, layout }) => {
    const { connections, unknown } = await neededConnections(cluster, layout);
    const policies = await policiesAbout(cluster, connections);

    const shut = shutConnections(connections, policies);

    demand(shut.length === 0, shut.join('; '));
    if (unknown.length > 0) inconclusive(`no pod of ${unknown.join(', ')} whose connections could be judged`);
    const names = [...new Set(connections.map(({ name }) => name))];
    observe(`open past ${policies.length} NetworkPolicies: ${names.join(', ')}`);
  },
);
