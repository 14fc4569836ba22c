import type { Layout } from '../../layouts/layout.ts';
import type { Cluster, Kind } from '../../platform/cluster/cluster.ts';
import { type AnyObject, anyKind } from '../../platform/cluster/kinds/base.ts';
import { Deployment, Namespace, Node, Pod } from '../../platform/cluster/kinds/core.ts';
import { Gateway, GatewayClass, HTTPRoute } from '../../platform/cluster/kinds/gateway-api.ts';
import { DataScienceClusterV1 } from '../../platform/cluster/kinds/knative.ts';
import { InferenceService, LLMInferenceService } from '../../platform/cluster/kinds/kserve.ts';
import {
  AuthPolicy,
  RateLimitPolicy,
  TelemetryPolicy,
  TokenRateLimitPolicy,
} from '../../platform/cluster/kinds/kuadrant.ts';
import { ClusterServiceVersion, Subscription } from '../../platform/cluster/kinds/olm.ts';
import { Kuadrant, Limitador } from '../../platform/cluster/kinds/policy-engine.ts';
import { analyze } from '../analyzers/analyze.ts';
import type { Finding } from '../findings/finding.ts';
import { type Change, changesOf } from './changes.ts';

/** Of each of them all objects are compared, with what they ask for and what they report. */
const KINDS: readonly Kind<AnyObject>[] = [
  AuthPolicy,
  ClusterServiceVersion,
  DataScienceClusterV1,
  Deployment,
  Gateway,
  GatewayClass,
  HTTPRoute,
  InferenceService,
  Kuadrant,
  Limitador,
  LLMInferenceService,
  Namespace,
  Node,
  Pod,
  RateLimitPolicy,
  Subscription,
  TelemetryPolicy,
  TokenRateLimitPolicy,
].map(({ kind, group, version, plural, namespaced }) => anyKind(kind, group, version, { plural, namespaced }));

/** One side of a comparison. */
export interface Side {
  cluster: Cluster;
  layout: Layout;
}

/** What differs between two bundles. */
export interface Comparison {
  appeared: string[];
  vanished: string[];
  changed: { object: string; changes: Change[] }[];
  /** Kinds that one of the two does not hold, with why: of these nothing is known. */
  unknown: { kind: string; reason: string }[];
  newFindings: Finding[];
  goneFindings: Finding[];
}

type Held = { objects: Map<string, AnyObject> } | { missing: string };

const nameOf = (kind: string, { metadata: { namespace, name } }: AnyObject): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

async function held(cluster: Cluster, kind: Kind<AnyObject>): Promise<Held> {
  const answer = await cluster.list(kind);
  // A type that a cluster does not have has no objects there.
  if (answer.kind === 'type-missing' || answer.kind === 'not-found') return { objects: new Map() };
  if (answer.kind === 'forbidden') return { missing: `${cluster.where}: may not be read` };
  if (answer.kind === 'unreachable') return { missing: `${cluster.where}: ${answer.reason}` };
  return { objects: new Map(answer.value.items.map((item) => [nameOf(kind.kind, item), item])) };
}

async function compareKind(
  before: Cluster,
  after: Cluster,
  kind: Kind<AnyObject>,
): Promise<Omit<Comparison, 'newFindings' | 'goneFindings'>> {
  const nothing = { appeared: [], vanished: [], changed: [], unknown: [] };
  const [old, now] = await Promise.all([held(before, kind), held(after, kind)]);
  if ('missing' in old) return { ...nothing, unknown: [{ kind: kind.kind, reason: old.missing }] };
  if ('missing' in now) return { ...nothing, unknown: [{ kind: kind.kind, reason: now.missing }] };
  const both = [...now.objects].flatMap(([object, item]) => {
    const former = old.objects.get(object);
    const changes = former === undefined ? [] : changesOf(former, item);
    return changes.length === 0 ? [] : [{ object, changes }];
  });
  return {
    appeared: [...now.objects.keys()].filter((object) => !old.objects.has(object)),
    vanished: [...old.objects.keys()].filter((object) => !now.objects.has(object)),
    changed: both,
    unknown: [],
  };
}

const without = (findings: readonly Finding[], others: readonly Finding[]): Finding[] =>
  findings.filter(({ id }) => !others.some((other) => other.id === id));

/** What has become of an installation from one bundle to a later one. What one of them does not hold is said, and never taken for gone. */
export async function compareBundles(before: Side, after: Side): Promise<Comparison> {
  const kinds = await Promise.all(KINDS.map((kind) => compareKind(before.cluster, after.cluster, kind)));
  const [old, now] = await Promise.all([analyze(before), analyze(after)]);
  return {
    appeared: kinds.flatMap(({ appeared }) => appeared),
    vanished: kinds.flatMap(({ vanished }) => vanished),
    changed: kinds.flatMap(({ changed }) => changed),
    unknown: kinds.flatMap(({ unknown }) => unknown),
    newFindings: without(now, old),
    goneFindings: without(old, now),
  };
}
