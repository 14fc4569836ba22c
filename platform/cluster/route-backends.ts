import { serviceProblem, type WantedService } from './endpoints.ts';
import type { HTTPRouteObject } from './kinds/gateway-api.ts';
import { pathOf } from './policy-targets.ts';
import type { ClusterReader } from './reader.ts';

/** The Services that a route sends requests to. Other kinds of back ends (an InferencePool) are left to ResolvedRefs. */
export function backendServices(route: HTTPRouteObject): WantedService[] {
  const services = (route.spec.rules ?? [])
    .flatMap((rule) => rule.backendRefs ?? [])
    .filter((ref) => (ref.kind ?? 'Service') === 'Service')
    .map(({ name, namespace, port }) => ({ name, namespace: namespace ?? route.metadata.namespace ?? '', port }));
  return [...new Map(services.map((service) => [Object.values(service).join('/'), service])).values()];
}

type Rule = NonNullable<HTTPRouteObject['spec']['rules']>[number];

/** A rule that redirects answers by itself, and has no back end to forward to. */
export const redirects = (rule: Rule): boolean => (rule.filters ?? []).some(({ type }) => type === 'RequestRedirect');

/** What is wrong behind a route: rules without a back end, Services that are missing, lack the port or have nothing ready. */
export async function backendProblems(
  cluster: Pick<ClusterReader, 'find' | 'list'>,
  route: HTTPRouteObject,
): Promise<string[]> {
  const name = pathOf(route);
  const rules = route.spec.rules ?? [];
  const empty = rules.filter((rule) => (rule.backendRefs ?? []).length === 0 && !redirects(rule)).length;
  const problems = await Promise.all(backendServices(route).map((service) => serviceProblem(cluster, service)));
  return [
    ...(rules.length === 0 ? [`HTTPRoute ${name} has no rule`] : []),
    ...(empty > 0 ? [`HTTPRoute ${name}: ${empty} of ${rules.length} rules have no back end (FM-44)`] : []),
    ...problems.filter((problem) => problem !== undefined).map((problem) => `HTTPRoute ${name}: ${problem}`),
  ];
}
