import { z } from 'zod';
import type { Cluster, Kind } from '../../platform/cluster/cluster.ts';
import { type Conditioned, readConditions } from '../../platform/cluster/conditions.ts';
import { Conditions } from '../../platform/cluster/kinds/base.ts';
import { Gateway, GatewayClass, HTTPRoute } from '../../platform/cluster/kinds/gateway-api.ts';
import { DataScienceClusterV1, DataScienceClusterV2 } from '../../platform/cluster/kinds/knative.ts';
import {
  AuthPolicy,
  RateLimitPolicy,
  TelemetryPolicy,
  TokenRateLimitPolicy,
} from '../../platform/cluster/kinds/kuadrant.ts';
import { ClusterOperator } from '../../platform/cluster/kinds/openshift.ts';
import { Kuadrant } from '../../platform/cluster/kinds/policy-engine.ts';
import type { Statement } from './statement.ts';

const KINDS: readonly Kind<Named>[] = [
  AuthPolicy,
  ClusterOperator,
  DataScienceClusterV1,
  DataScienceClusterV2,
  Gateway,
  GatewayClass,
  HTTPRoute,
  Kuadrant,
  RateLimitPolicy,
  TelemetryPolicy,
  TokenRateLimitPolicy,
];

interface Named {
  metadata: { name: string; namespace?: string; generation?: number };
  status?: unknown;
}

/** The parts of an object that have conditions of their own: listeners of a Gateway, parents of a route. */
const Parts = z.looseObject({
  conditions: Conditions.catch(undefined),
  observedGeneration: z.number().optional().catch(undefined),
  listeners: z
    .array(z.looseObject({ name: z.string(), conditions: Conditions }))
    .optional()
    .catch(undefined),
  parents: z
    .array(z.looseObject({ parentRef: z.looseObject({ name: z.string() }), conditions: Conditions }))
    .optional()
    .catch(undefined),
});

function partsOf(object: Named): { field: string; subject: Conditioned }[] {
  const { data } = Parts.safeParse(object.status);
  if (data === undefined) return [];
  const { metadata } = object;
  const { conditions, observedGeneration } = data;
  return [
    { field: 'status.conditions', subject: { metadata, status: { conditions, observedGeneration } } },
    ...(data.listeners ?? []).map(({ name, conditions: own }) => ({
      field: `status.listeners[${name}].conditions`,
      subject: { metadata, status: { conditions: own } },
    })),
    ...(data.parents ?? []).map(({ parentRef, conditions: own }) => ({
      field: `status.parents[${parentRef.name}].conditions`,
      subject: { metadata, status: { conditions: own } },
    })),
  ];
}

const pathOf = ({ metadata: { namespace, name } }: Named): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

async function saidByKind(cluster: Cluster, kind: Kind<Named>): Promise<Statement[]> {
  const answer = await cluster.list(kind);
  if (answer.kind !== 'found') return [];
  return answer.value.items.flatMap((item) =>
    partsOf(item).flatMap(({ field, subject }) =>
      readConditions(subject).map(({ text }) => ({
        source: 'object' as const,
        subject: kind.kind,
        where: `${kind.kind} ${pathOf(item)} ${field}`,
        text,
      })),
    ),
  );
}

/** Every condition of the objects that requests depend on. What may not be read says nothing. */
export async function saidByConditions(cluster: Cluster): Promise<Statement[]> {
  const said = await Promise.all(KINDS.map((kind) => saidByKind(cluster, kind)));
  return said.flat();
}
