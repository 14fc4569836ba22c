import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { servicePortProblem, type WantedService } from './endpoints.ts';
import type { GatewayObject } from './kinds/gateway-api.ts';
import type { EnvoyFilterObject } from './kinds/istio-networking.ts';
import type { ClusterReader } from './reader.ts';

/** What the gateway's proxies call the services that they ask about each request. */
const AUTHENTICATION = 'kuadrant-auth-service';
const LIMITS = 'kuadrant-ratelimit-service';

/** What becomes of a request to a gateway that lacks the cluster. */
const WITHOUT: Readonly<Record<string, string>> = {
  [AUTHENTICATION]: 'its requests fail with 500',
  [LIMITS]: 'its requests are not limited, or fail with 500',
};

/** The clusters that a layout's policies need in the gateway's proxies. */
export const neededClusters = ({ policies }: Pick<Layout, 'policies'>): string[] => [
  ...(policies.authentication.includes('AuthPolicy') ? [AUTHENTICATION] : []),
  ...(policies.requests.length + policies.tokens.length > 0 ? [LIMITS] : []),
];

const SocketAddress = z.looseObject({ address: z.string(), port_value: z.number() });
const Endpoint = z.looseObject({
  endpoint: z.looseObject({ address: z.looseObject({ socket_address: SocketAddress }) }),
});
const ClusterValue = z.looseObject({
  name: z.string(),
  load_assignment: z
    .looseObject({ endpoints: z.array(z.looseObject({ lb_endpoints: z.array(Endpoint) })) })
    .optional()
    .catch(undefined),
});

/** A cluster that is added to the gateway's proxies. */
interface AddedCluster {
  name: string;
  filter: string;
  /** The Services that it leads to, and the one whose presence in the proxy the patch waits for. */
  services: WantedService[];
}

/** The Service of a host of the cluster, `name.namespace.svc…`; none for another host. */
function serviceOf(host: string | undefined, port?: number): WantedService[] {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(\.|$)/.exec(host ?? '') ?? [];
  return name === undefined || namespace === undefined ? [] : [{ name, namespace, port }];
}

const concerns = ({ metadata, spec }: EnvoyFilterObject, gateway: GatewayObject): boolean => {
  if (metadata.namespace !== gateway.metadata.namespace) return false;
  const { name } = gateway.metadata;
  const { targetRefs, workloadSelector } = spec ?? {};
  if (targetRefs !== undefined) return targetRefs.some((ref) => ref.kind === 'Gateway' && ref.name === name);
  const label = workloadSelector?.labels?.['gateway.networking.k8s.io/gateway-name'];
  return workloadSelector === undefined || label === name;
};

/** The clusters that EnvoyFilters add to a gateway's proxies. */
function addedClusters(filters: readonly EnvoyFilterObject[], gateway: GatewayObject): AddedCluster[] {
  return filters
    .filter((filter) => concerns(filter, gateway))
    .flatMap((filter) =>
      (filter.spec?.configPatches ?? [])
        .filter(({ applyTo, patch }) => applyTo === 'CLUSTER' && patch?.operation === 'ADD')
        .flatMap(({ match, patch }) => {
          const value = ClusterValue.safeParse(patch?.value).data;
          if (value === undefined) return [];
          const addresses = (value.load_assignment?.endpoints ?? [])
            .flatMap(({ lb_endpoints }) => lb_endpoints)
            .map(({ endpoint }) => endpoint.address.socket_address);
          const services = [
            ...serviceOf(match?.cluster?.service),
            ...addresses.flatMap(({ address, port_value }) => serviceOf(address, port_value)),
          ];
          return [{ name: value.name, filter: `${filter.metadata.namespace}/${filter.metadata.name}`, services }];
        }),
    );
}

/**
 * What keeps the gateway's proxies from asking Authorino or Limitador (FM-03): no EnvoyFilter adds the cluster, or it
 * names a Service that is not there. Istio leaves out, silently, a patch that matches a service which it does not know;
 * whether the proxies took the patch is not readable from the cluster.
 */
export async function policyClusterProblems(
  cluster: Pick<ClusterReader, 'find'>,
  filters: readonly EnvoyFilterObject[],
  gateway: GatewayObject,
  needed: readonly string[],
): Promise<string[]> {
  const added = addedClusters(filters, gateway);
  const problems = await Promise.all(
    needed.map(async (name): Promise<string[]> => {
      const found = added.filter((candidate) => candidate.name === name);
      if (found.length === 0) {
        return [`no EnvoyFilter adds ${name} to Gateway ${gateway.metadata.name}: ${WITHOUT[name] ?? ''} (FM-03)`];
      }
      const wrong = await Promise.all(
        found.flatMap(({ filter, services }) =>
          services.map(async (service) => {
            const problem = await servicePortProblem(cluster, service);
            return problem === undefined ? [] : [`EnvoyFilter ${filter} for ${name}: ${problem} (FM-03)`];
          }),
        ),
      );
      return wrong.flat();
    }),
  );
  return [...new Set(problems.flat())];
}
