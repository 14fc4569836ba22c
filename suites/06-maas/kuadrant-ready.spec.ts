import { kuadrantReport } from '../../fixtures/policy-engine.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'Kuadrant is ready',
  check({
    id: 'maas.kuadrant-ready',
    requirement:
      'The Kuadrant resource MUST be Ready, and MUST have made of the accepted AuthPolicies AuthConfigs that are Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['kuadrant-before-istio', 'kuadrant-misses-controller', 'auth-configs-missing', 'kuadrant-missing'],
    dependsOn: ['operators.connectivity-link', 'operators.kuadrant-gateway-controllers', 'mesh.gateway-class-accepted'],
    remedy:
      'oc get kuadrant,authconfig -A -o yaml: MissingDependency goes away with oc rollout restart deployment/kuadrant-operator-controller-manager -n kuadrant-system (FM-01); where it comes back, add the controller of the gateway’s class to ISTIO_GATEWAY_CONTROLLER_NAMES in the operator’s Subscription (FM-02)',
    guide: 'release#policy-engine',
  }),
  async ({ cluster, layout }) => {
    const { problems, summary } = await kuadrantReport(cluster, layout);

    demand(problems.length === 0, problems.join('; '));
    observe(summary);
  },
);
