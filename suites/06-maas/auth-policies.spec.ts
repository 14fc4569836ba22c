import { HTTPRoute, maasGateway, routesTo } from '../../fixtures/gateway-api.ts';
import {
  AuthorizationPolicy,
  AuthPolicy,
  openPolicy,
  policiesOf,
  policyProblems,
  selectsGateway,
  uncoveredRoutes,
} from '../../fixtures/policies.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'authentication policies protect the gateway',
  check({
    id: 'maas.auth-policies',
    requirement:
      'Every route of the gateway MUST be covered by an authentication policy that is Accepted and Enforced for its current generation, and overridden by none.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'auth-policy-missing',
      'authorization-policy-missing',
      'auth-policy-not-enforced',
      'auth-policy-target-not-found',
      'auth-policy-stale',
      'auth-policy-overridden',
      'authorization-policy-allows-all',
    ],
    dependsOn: ['operators.connectivity-link', 'maas.authorino-ready', 'maas.gateway-programmed'],
    remedy:
      'oc get authpolicy,authorizationpolicy -A -o yaml: expect one on the gateway with Enforced True; MissingDependency goes away by restarting kuadrant-operator-controller-manager (FM-01)',
    guide: 'verification#check-policies',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);

    if (layout.policies.authentication.includes('AuthorizationPolicy')) {
      const label = `gateway.networking.k8s.io/gateway-name=${gateway.metadata.name}`;
      const pods = await cluster.list(core.Pod, { namespace: layout.namespaces.gateway, labelSelector: label });
      const policies = (await cluster.list(AuthorizationPolicy)).filter((policy) =>
        selectsGateway(policy, gateway, pods),
      );
      demand(policies.length > 0, `no AuthorizationPolicy selects the pods of Gateway ${gateway.metadata.name}`);
      const open = policies.map(openPolicy).filter((problem) => problem !== undefined);
      demand(open.length < policies.length, `nobody is refused: ${open.join('; ')}`);
      observe(
        `on the gateway: ${policies.map(({ metadata, spec }) => `${metadata.name} (${spec?.action ?? 'ALLOW'})`).join(', ')}`,
      );
      return;
    }

    const routes = routesTo(gateway, await cluster.list(HTTPRoute));
    const policies = policiesOf(await cluster.list(AuthPolicy), gateway, routes);
    const uncovered = uncoveredRoutes(policies, gateway, routes);
    const problems = [
      ...policies.flatMap(policyProblems),
      ...uncovered.map((route) => `no AuthPolicy covers HTTPRoute ${route}`),
    ];
    demand(policies.length > 0, `no AuthPolicy is attached to Gateway ${gateway.metadata.name} or its routes (FM-21)`);
    demand(problems.length === 0, problems.join('; '));
    observe(
      `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; all ${routes.length} routes covered`,
    );
  },
);
