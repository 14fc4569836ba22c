import { guide } from '../../layouts/guide.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import type { Observation } from '../../layouts/observation.ts';
import type { Cluster, Kind } from '../../platform/cluster/cluster.ts';
import { anyKind } from '../../platform/cluster/kinds/base.ts';
import { ConfigMap, Deployment } from '../../platform/cluster/kinds/core.ts';
import { Gateway } from '../../platform/cluster/kinds/gateway-api.ts';
import { AuthorizationPolicy } from '../../platform/cluster/kinds/istio-security.ts';
import { InferenceService, LLMInferenceService } from '../../platform/cluster/kinds/kserve.ts';
import { Route } from '../../platform/cluster/kinds/route.ts';
import { policyLimits } from './policy-limits.ts';
import { accounting, all, among, type Reading } from './reading.ts';

const layouts = [...LAYOUTS.values()];
const namesOf = (names: readonly string[]): string[] => [...new Set(names)];

const AuthPolicy = anyKind('AuthPolicy', 'kuadrant.io', 'v1');
const RateLimitPolicy = anyKind('RateLimitPolicy', 'kuadrant.io', 'v1');
const TokenRateLimitPolicy = anyKind('TokenRateLimitPolicy', 'kuadrant.io', 'v1alpha1');
const TYPES: readonly Kind<unknown>[] = [
  anyKind('MaaSSubscription', 'maas.opendatahub.io', 'v1alpha1'),
  anyKind('ServiceMeshControlPlane', 'maistra.io', 'v2'),
  anyKind('KnativeServing', 'operator.knative.dev', 'v1beta1'),
  AuthPolicy,
  LLMInferenceService,
];

const named = (object: { metadata: { name: string; namespace?: string } }): { name: string; namespace: string } => ({
  name: object.metadata.name,
  namespace: object.metadata.namespace ?? '',
});

async function policies(cluster: Reading): Promise<Observation['policies']> {
  const kinds = { AuthPolicy, AuthorizationPolicy, RateLimitPolicy, TokenRateLimitPolicy };
  const lists = await Promise.all(
    Object.entries(kinds).map(async ([kind, type]) =>
      (await all<{ metadata: { name: string; namespace?: string } }>(cluster, type))?.map((object) => ({
        kind,
        ...named(object),
      })),
    ),
  );
  return lists.every((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

async function limits(cluster: Reading, kind: typeof RateLimitPolicy): Promise<Record<string, string> | undefined> {
  return policyLimits((await all(cluster, kind))?.map((policy) => policy.spec));
}

async function models(cluster: Reading): Promise<Observation['models']> {
  const lists = await Promise.all([all(cluster, InferenceService), all(cluster, LLMInferenceService)]);
  if (lists.every((list) => list === undefined)) return undefined;
  return { InferenceService: lists[0]?.length ?? 0, LLMInferenceService: lists[1]?.length ?? 0 };
}

async function types(cluster: Reading): Promise<Observation['types']> {
  const answers = await Promise.all(TYPES.map((kind) => cluster.list(kind)));
  return Object.fromEntries(
    answers.flatMap((answer, at) => {
      const kind = TYPES[at];
      if (kind === undefined || answer.kind === 'unreachable' || answer.kind === 'forbidden') return [];
      return [[`${kind.plural}.${kind.group}`, answer.kind !== 'type-missing']];
    }),
  );
}

async function gateways(cluster: Reading): Promise<Observation['gateways']> {
  const places = layouts.map(({ gateway, namespaces }) => ({ name: gateway.name, namespace: namespaces.gateway }));
  return (await among(cluster, Gateway, places))?.map(({ namespace, object }) => ({
    namespace,
    name: object.metadata.name,
    className: object.spec.gatewayClassName,
    hostnames: object.spec.listeners.flatMap(({ hostname }) => hostname ?? []),
  }));
}

async function deployments(cluster: Reading, workload: 'api' | 'limitador'): Promise<string[] | undefined> {
  const places = layouts.flatMap(({ workloads }) =>
    workloads[workload].namespaces.map((namespace) => ({ name: workloads[workload].name, namespace })),
  );
  const found = await among(cluster, Deployment, places);
  return found && namesOf(found.map(({ namespace }) => namespace));
}

async function tierMaps(cluster: Reading): Promise<Observation['tierMaps']> {
  const places = layouts.flatMap(({ tiers, namespaces }) =>
    namespaces.api.map((namespace) => ({ name: tiers.configMap, namespace })),
  );
  return (await among(cluster, ConfigMap, places))?.map(({ namespace, object }) => ({
    namespace,
    keys: Object.keys(object.data ?? {}),
  }));
}

/** What was seen, and the `oc auth can-i …` lines of what was not allowed to be seen. */
export interface Observed {
  observation: Observation;
  missing: string[];
}

/** Reads, all at once, what tells layouts apart and shows drift: about thirty small requests, no judgement. */
export async function observe(target: Cluster): Promise<Observed> {
  const missing = new Set<string>();
  const cluster = accounting(target, missing);
  const routes = async (): Promise<string[] | undefined> =>
    (await all(cluster, Route, guide.namespaces.gateway))?.flatMap((route) => route.spec.host ?? []);
  const [maps, api, limiter, gates, hosts, found, requests, tokens, served, kinds] = await Promise.all([
    tierMaps(cluster),
    deployments(cluster, 'api'),
    deployments(cluster, 'limitador'),
    gateways(cluster),
    routes(),
    policies(cluster),
    limits(cluster, RateLimitPolicy),
    limits(cluster, TokenRateLimitPolicy),
    models(cluster),
    types(cluster),
  ]);
  const observation: Observation = {
    tierMaps: maps,
    apiNamespaces: api,
    limiterNamespaces: limiter,
    gateways: gates,
    gatewayRoutes: hosts,
    policies: found,
    requestLimits: requests,
    tokenLimits: tokens,
    models: served,
    types: kinds,
  };
  return { observation, missing: [...missing].sort() };
}
