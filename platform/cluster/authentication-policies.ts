import { routesTo } from './gateway-routes.ts';
import { openPolicy, selectsGateway } from './istio-authorization.ts';
import { Pod } from './kinds/core.ts';
import { type GatewayObject, HTTPRoute } from './kinds/gateway-api.ts';
import { AuthorizationPolicy } from './kinds/istio-security.ts';
import { AuthPolicy } from './kinds/kuadrant.ts';
import { policiesOf, policyProblems, uncoveredRoutes } from './policy-coverage.ts';
import type { ClusterReader } from './reader.ts';

/** How a gateway is protected. It is where `problems` is empty. */
export interface Protection {
  problems: string[];
  /** For a human: the policies, and what they cover. */
  summary: string;
}

type Reader = Pick<ClusterReader, 'list'>;

/** Protection by Istio's AuthorizationPolicy: one that selects the gateway's pods can refuse somebody. */
export async function istioProtection(cluster: Reader, gateway: GatewayObject): Promise<Protection> {
  const { name, namespace } = gateway.metadata;
  const pods = await cluster.list(Pod, { namespace, labelSelector: `gateway.networking.k8s.io/gateway-name=${name}` });
  const policies = (await cluster.list(AuthorizationPolicy)).filter((policy) => selectsGateway(policy, gateway, pods));
  const open = policies.map(openPolicy).filter((problem) => problem !== undefined);
  const summary = `on the gateway: ${policies.map(({ metadata, spec }) => `${metadata.name} (${spec?.action ?? 'ALLOW'})`).join(', ')}`;
  if (policies.length === 0)
    return { problems: [`no AuthorizationPolicy selects the pods of Gateway ${name}`], summary };
  return { problems: open.length < policies.length ? [] : open, summary };
}

/** Protection by Kuadrant's AuthPolicy: all are in force, and every route is covered by one. */
export async function kuadrantProtection(cluster: Reader, gateway: GatewayObject): Promise<Protection> {
  const routes = routesTo(gateway, await cluster.list(HTTPRoute));
  const policies = policiesOf(await cluster.list(AuthPolicy), gateway, routes);
  const { name } = gateway.metadata;
  const summary = `Enforced: ${policies.map(({ metadata }) => metadata.name).join(', ')}; all ${routes.length} routes covered`;
  if (policies.length === 0) {
    return { problems: [`no AuthPolicy is attached to Gateway ${name} or its routes (FM-21)`], summary };
  }
  const uncovered = uncoveredRoutes(policies, gateway, routes);
  return {
    problems: [
      ...policies.flatMap(policyProblems),
      ...uncovered.map((route) => `no AuthPolicy covers HTTPRoute ${route}`),
    ],
    summary,
  };
}
