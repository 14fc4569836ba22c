import { maasGateway } from '../../fixtures/gateway-api.ts';
import { istioProtection, kuadrantProtection } from '../../fixtures/policies.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'authentication policies protect the gateway',
  check({
    id: 'maas.auth-policies',
    requirement:
      'Every path and route of the gateway MUST be covered by an authentication policy that is Accepted and Enforced for its current generation, and that no other one overrides.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'auth-policy-missing',
      'authorization-policy-missing',
      'auth-policy-not-enforced',
      'auth-policy-target-not-found',
      'auth-policy-on-model-route',
      'auth-policy-status-left-over',
      'api-auth-policy-missing',
      'authorization-policy-misses-inference',
      'auth-policy-stale',
      'auth-policy-overridden',
      'authorization-policy-allows-all',
    ],
    dependsOn: [
      'maas.kuadrant-ready',
      'operators.connectivity-link',
      'maas.authorino-ready',
      'maas.gateway-programmed',
    ],
    remedy:
      'oc get authpolicy,authorizationpolicy -A -o yaml: expect one on the gateway with Enforced True; MissingDependency goes away by restarting kuadrant-operator-controller-manager (FM-01)',
    guide: 'verification#check-policies',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const byIstio = layout.policies.authentication.includes('AuthorizationPolicy');

    const { problems, summary } = byIstio
      ? await istioProtection(cluster, gateway, layout.gateway.routedPaths)
      : await kuadrantProtection(cluster, gateway, layout.workloads.api.name);

    demand(problems.length === 0, problems.join('; '));
    observe(summary);
  },
);
