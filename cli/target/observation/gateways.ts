import { LAYOUTS } from '../../../layouts/layouts.ts';
import type { Observation } from '../../../layouts/observation.ts';
import { Gateway, HTTPRoute } from '../../../platform/cluster/kinds/gateway-api.ts';
import { Route } from '../../../platform/cluster/kinds/route.ts';
import { all, type Reading } from '../reading.ts';

const OWN = new Set([...LAYOUTS.values()].map(({ gateway }) => gateway.name));

/** KServe's own gateway, which MaaS's policies do not cover. */
const KSERVE_GATEWAY = 'openshift-ai-inference';

export async function gateways(cluster: Reading): Promise<Observation['gateways']> {
  return (await all(cluster, Gateway))
    ?.filter(({ metadata }) => OWN.has(metadata.name) || metadata.name === KSERVE_GATEWAY)
    .map(({ metadata, spec }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      className: spec.gatewayClassName,
      annotations: metadata.annotations ?? {},
      listeners: spec.listeners.map(({ name, port, protocol, hostname, tls }) => ({
        name,
        port,
        protocol,
        hostname,
        certificates: (tls?.certificateRefs ?? []).map((reference) => reference.name),
      })),
    }));
}

/** The routes of MaaS's gateway, with the paths that they match. */
export async function routes(cluster: Reading): Promise<Observation['routes']> {
  return (await all(cluster, HTTPRoute))
    ?.filter(({ spec }) => (spec.parentRefs ?? []).some(({ name }) => OWN.has(name)))
    .map(({ metadata, spec }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      paths: (spec.rules ?? []).flatMap(({ matches }) => (matches ?? []).flatMap(({ path }) => path?.value ?? [])),
    }));
}

/** Hosts of the OpenShift Routes of a namespace; none where it does not exist. */
export async function routeHosts(
  cluster: Reading,
  namespace: string,
  exist: (namespace: string) => boolean,
): Promise<string[] | undefined> {
  if (!exist(namespace)) return [];
  return (await all(cluster, Route, { namespace }))?.flatMap(({ spec }) => spec.host ?? []);
}

/** Names of the Routes that lead to Grafana, where the guide has it. */
export async function dashboards(cluster: Reading): Promise<Observation['dashboards']> {
  return (await all(cluster, Route, { namespace: 'openshift-monitoring' }))
    ?.map(({ metadata }) => metadata.name)
    .filter((name) => name.includes('grafana'));
}
