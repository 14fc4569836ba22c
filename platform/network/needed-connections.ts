import type { Layout } from '../../layouts/layout.ts';
import { routesTo } from '../cluster/gateway-routes.ts';
import { Service } from '../cluster/kinds/core.ts';
import { Gateway, HTTPRoute } from '../cluster/kinds/gateway-api.ts';
import type { Connection, NetworkPod } from '../cluster/network-rules.ts';
import { podsOfWorkload, type Reader, type Target, targetsOfService } from './pods.ts';
import { prometheusPods, scrapeTargets } from './scrapes.ts';

/** A connection without which MaaS does not work. */
export interface NeededConnection extends Connection {
  /** Who needs what: `Authorino → maas-api`. */
  name: string;
}

/** What must be able to connect, and what could not be found out for want of a pod. */
export interface NeededConnections {
  connections: NeededConnection[];
  /** Names of those whose pods are not there. */
  unknown: string[];
}

/** Replicas are alike: one stands for all that come from a workload. */
const from = (name: string, [source]: readonly NetworkPod[], targets: readonly Target[]): NeededConnection[] =>
  source === undefined ? [] : targets.map(({ pod, port }) => ({ name, from: source, to: pod, port }));

const atPort = (pods: readonly NetworkPod[], wanted: string): Target[] =>
  pods.flatMap((pod) => pod.ports.filter(({ name }) => name === wanted).map(({ number }) => ({ pod, port: number })));

/** The back ends of the gateway's routes, each with the pods behind it. */
async function backendTargets(cluster: Reader, layout: Layout): Promise<{ service: string; targets: Target[] }[]> {
  const gateway = await cluster.find(Gateway, layout.gateway.name, layout.namespaces.gateway);
  if (gateway === undefined) return [];
  const refs = routesTo(gateway, await cluster.list(HTTPRoute)).flatMap((route) =>
    (route.spec.rules ?? [])
      .flatMap((rule) => rule.backendRefs ?? [])
      .filter(({ kind = 'Service' }) => kind === 'Service')
      .map(({ name, namespace = route.metadata.namespace ?? '', port }) => ({ name, namespace, port })),
  );
  const distinct = new Map(refs.map((ref) => [`${ref.namespace}/${ref.name}:${ref.port ?? ''}`, ref]));
  return Promise.all(
    [...distinct.values()].map(async ({ name, namespace, port }) => {
      const services = await cluster.list(Service, { namespace });
      const service = services.find(({ metadata }) => metadata.name === name);
      const targets =
        service === undefined
          ? []
          : await targetsOfService(cluster, service, (one) => port === undefined || one.port === port);
      return { service: name, targets };
    }),
  );
}

async function apiTargets(cluster: Reader, { workloads, namespaces }: Layout): Promise<Target[]> {
  const service = await cluster.findIn(Service, workloads.api.name, namespaces.api);
  return service === undefined ? [] : targetsOfService(cluster, service, () => true);
}

/** Every connection that MaaS needs, from the pods, Services, routes and monitors that are there. */
export async function neededConnections(cluster: Reader, layout: Layout): Promise<NeededConnections> {
  const { workloads } = layout;
  const [authorino, gateway, limitador, prometheus] = await Promise.all([
    podsOfWorkload(cluster, workloads.authorino),
    podsOfWorkload(cluster, workloads.gateway),
    podsOfWorkload(cluster, workloads.limitador),
    prometheusPods(cluster),
  ]);
  const api = await apiTargets(cluster, layout);
  const backends = await backendTargets(cluster, layout);
  const places = [api, ...backends.map(({ targets }) => targets)].flat().map(({ pod }) => pod.namespace);
  const monitored = [
    ...new Set([...[...authorino, ...gateway, ...limitador].map(({ namespace }) => namespace), ...places]),
  ];
  const scraped = prometheus.length === 0 ? [] : await scrapeTargets(cluster, monitored);
  const connections = [
    ...from('Authorino → maas-api', authorino, api),
    ...from('gateway → Authorino', gateway, atPort(authorino, 'grpc')),
    ...from('gateway → Limitador', gateway, atPort(limitador, 'grpc')),
    ...backends.flatMap(({ service, targets }) => from(`gateway → ${service}`, gateway, targets)),
    ...from('Prometheus → metrics', prometheus, scraped),
  ];
  const missing = { Authorino: authorino, gateway, Limitador: limitador, 'maas-api': api };
  return {
    connections,
    unknown: Object.entries(missing).flatMap(([name, found]) => (found.length === 0 ? [name] : [])),
  };
}
