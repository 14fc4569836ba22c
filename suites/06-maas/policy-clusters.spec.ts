import { maasGateway } from '../../fixtures/gateway-api.ts';
import { EnvoyFilter, neededClusters, policyClusterProblems } from '../../fixtures/policy-clusters.ts';
import { check, demand, gatewayApi, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway’s proxies know Authorino and Limitador',
  check({
    id: 'maas.policy-clusters',
    requirement:
      'The policy engine MUST have added to the gateway’s proxies the services that they ask about each request, and these services MUST exist.',
    level: 'must',
    needs: ['cluster'],
    catches: ['auth-cluster-missing', 'auth-cluster-of-other-namespace', 'limiter-cluster-missing'],
    dependsOn: ['maas.kuadrant-ready', 'maas.auth-policies', 'maas.rate-limit-policies'],
    remedy:
      'oc get envoyfilter -A | grep kuadrant: expect one for authentication and one for limits beside the Gateway; without them restart kuadrant-operator-controller-manager, then the gateway’s pods (FM-03)',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const needed = neededClusters(layout);
    const gatewayClass = await cluster.find(gatewayApi.GatewayClass, gateway.spec.gatewayClassName);
    const controller = String(gatewayClass?.spec?.['controllerName'] ?? 'unknown');
    if (controller.includes('envoyproxy')) notApplicable(`${controller} is no Istio: EnvoyFilters mean nothing to it`);

    const filters = await cluster.list(EnvoyFilter, { namespace: gateway.metadata.namespace });
    const problems = await policyClusterProblems(cluster, filters, gateway, needed);

    demand(problems.length === 0, problems.join('; '));
    observe(`added to the proxies of Gateway ${gateway.metadata.name}: ${needed.join(', ')}`);
  },
);
