import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import { maas002 } from './maas-0.0.2.ts';
import { type Observation, TELLING_TYPES } from './observation.ts';

/** What the observation says about which layout this is. */
export type Detection =
  | { kind: 'known'; layout: string; confidence: 'certain' | 'likely'; evidence: string[] }
  /** A release that has no layout yet. */
  | { kind: 'newer'; release: string; evidence: string[] }
  /** Nothing tells, or the signs contradict each other. */
  | { kind: 'unknown'; evidence: string[] };

/** One thing that tells a layout: how much it says, and what is seen where it holds. */
interface Sign {
  layout: string;
  weight: number;
  seen: (observation: Observation) => string | undefined;
}

/** A lead of so much is certain: two strong signs, or a strong one and two weak ones. */
const CERTAIN = 4;

const gatewayIn =
  ({ namespaces, gateway }: Layout) =>
  ({ gateways }: Observation) =>
    gateways?.some((seen) => seen.name === gateway.name && seen.namespace === namespaces.gateway)
      ? `Gateway ${gateway.name} is in ${namespaces.gateway}`
      : undefined;

const tierKey =
  ({ tiers }: Layout) =>
  ({ tierMaps }: Observation) => {
    const map = tierMaps?.find((seen) => seen.keys.includes(tiers.key));
    return map && `ConfigMap ${map.namespace}/${tiers.configMap} has key ${tiers.key}`;
  };

const apiIn =
  ({ namespaces, workloads }: Layout) =>
  ({ apiNamespaces }: Observation) => {
    const found = namespaces.api.find((name) => apiNamespaces?.includes(name));
    return found && `Deployment ${workloads.api.name} is in ${found}`;
  };

const limiterIn =
  ({ workloads }: Layout) =>
  ({ limiterNamespaces }: Observation) => {
    const found = workloads.limitador.namespaces.find((name) => limiterNamespaces?.includes(name));
    return found && `the limiter is in ${found}`;
  };

const policyKind =
  ({ policies }: Layout) =>
  (observation: Observation) => {
    const kind = policies.authentication.find((name) => observation.policies?.some((seen) => seen.kind === name));
    return kind && `access is decided by ${kind}`;
  };

const modelsOf =
  ({ modelKind }: Layout) =>
  ({ models }: Observation) => {
    const count = models?.[modelKind] ?? 0;
    return count > 0 ? `${count} models are of kind ${modelKind}` : undefined;
  };

/** A path that the management API of the layout serves to a caller who only reads, and no other layout's does. */
export const readPathOf = ({ api }: Layout): string => (api.listTokens ?? api.models).path;

/** Each layout's API mints at a path of its own: the one that is routed asks for a token, the other is not found. */
const mintPath =
  (own: Layout, other: Layout) =>
  ({ mintPaths }: Observation): string | undefined => {
    const [here, there] = [mintPaths?.[own.api.mint.path], mintPaths?.[other.api.mint.path]];
    return here !== undefined && here !== 404 && there === 404
      ? `the gateway routes ${own.api.mint.path} (${here} without a token) and not ${other.api.mint.path} (404)`
      : undefined;
  };

const readPath =
  (own: Layout, other: Layout) =>
  ({ readPaths }: Observation): string | undefined =>
    readPaths?.[readPathOf(own)] === 200 && readPaths[readPathOf(other)] === 404
      ? `the management API serves ${readPathOf(own)} (200) and not ${readPathOf(other)} (404)`
      : undefined;

const SIGNS: readonly Sign[] = [[guide, maas002] as const, [maas002, guide] as const].flatMap(([layout, other]) => [
  { layout: layout.name, weight: 3, seen: gatewayIn(layout) },
  { layout: layout.name, weight: 3, seen: tierKey(layout) },
  { layout: layout.name, weight: 2, seen: apiIn(layout) },
  { layout: layout.name, weight: 1, seen: limiterIn(layout) },
  { layout: layout.name, weight: 1, seen: policyKind(layout) },
  { layout: layout.name, weight: 1, seen: modelsOf(layout) },
  { layout: layout.name, weight: 3, seen: mintPath(layout, other) },
  { layout: layout.name, weight: 3, seen: readPath(layout, other) },
]);

/** Tells which layout an installation has, with the evidence. Pure: the observation is all it knows. */
export function detect(observation: Observation): Detection {
  if (observation.types?.[TELLING_TYPES.subscriptions] === true) {
    return {
      kind: 'newer',
      release: 'a release with subscriptions (v0.1 or later)',
      evidence: [`the cluster knows the type ${TELLING_TYPES.subscriptions}`],
    };
  }
  const found = SIGNS.flatMap((sign) => {
    const evidence = sign.seen(observation);
    return evidence === undefined ? [] : [{ ...sign, evidence }];
  });
  const weightOf = (layout: string): number =>
    found.filter((sign) => sign.layout === layout).reduce((sum, sign) => sum + sign.weight, 0);
  const evidenceFor = (layout: string): string[] =>
    found.filter((sign) => sign.layout === layout).map((sign) => sign.evidence);
  const [first, second] = [guide.name, maas002.name].sort((a, b) => weightOf(b) - weightOf(a));
  const lead = first === undefined || second === undefined ? 0 : weightOf(first) - weightOf(second);
  if (first === undefined || lead === 0) return { kind: 'unknown', evidence: found.map((sign) => sign.evidence) };
  return {
    kind: 'known',
    layout: first,
    confidence: lead >= CERTAIN ? 'certain' : 'likely',
    evidence: evidenceFor(first),
  };
}
