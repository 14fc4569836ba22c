import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { Service } from '../../../../platform/cluster/kinds/core.ts';
import { Gateway } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { EnvoyFilter } from '../../../../platform/cluster/kinds/istio-networking.ts';
import { neededClusters, policyClusterProblems } from '../../../../platform/cluster/policy-clusters.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';

const AUTH = 'kuadrant-auth-service';
const gateway = Gateway.schema.parse({
  metadata: { name: 'gw', namespace: 'ingress' },
  spec: { gatewayClassName: 'c', listeners: [] },
});
const cluster: Pick<ClusterReader, 'find'> = {
  find: async (kind, name, namespace) =>
    kind.kind === Service.kind && name === 'authorino' && namespace === 'engine'
      ? kind.schema.parse({ metadata: { name, namespace }, spec: { ports: [{ port: 50051 }] } })
      : undefined,
};
const HOST = 'authorino.engine.svc.cluster.local';
const filter = (
  change: { operation?: string; address?: string; port?: number; match?: string; spec?: object } = {},
) => {
  const { operation = 'ADD', address = HOST, port = 50051, match = HOST } = change;
  const socket = { endpoint: { address: { socket_address: { address, port_value: port } } } };
  const value = { name: AUTH, load_assignment: { endpoints: [{ lb_endpoints: [socket] }] } };
  return EnvoyFilter.schema.parse({
    metadata: { name: 'f', namespace: 'ingress' },
    spec: {
      targetRefs: [{ kind: 'Gateway', name: 'gw' }],
      configPatches: [{ applyTo: 'CLUSTER', match: { cluster: { service: match } }, patch: { operation, value } }],
      ...change.spec,
    },
  });
};
const problems = (...filters: ReturnType<typeof filter>[]) => policyClusterProblems(cluster, filters, gateway, [AUTH]);

test('which clusters are needed follows from the policies of the layout', () => {
  expect(neededClusters(maas002)).toEqual([AUTH, 'kuadrant-ratelimit-service']);
  expect(neededClusters(guide)).toEqual(['kuadrant-ratelimit-service']);
});

test('a filter of the gateway that adds the cluster of a Service that exists is enough', async () => {
  expect(await problems(filter())).toEqual([]);
  const byLabel = {
    targetRefs: undefined,
    workloadSelector: { labels: { 'gateway.networking.k8s.io/gateway-name': 'gw' } },
  };
  expect(await problems(filter({ spec: byLabel }))).toEqual([]);
});

test.each([
  ['no filter', []],
  ['a filter of another gateway', [filter({ spec: { targetRefs: [{ kind: 'Gateway', name: 'other' }] } })]],
  ['a filter that changes what is there', [filter({ operation: 'MERGE' })]],
])('%s adds no cluster', async (_, filters) => {
  expect(await problems(...filters)).toEqual([expect.stringContaining(`no EnvoyFilter adds ${AUTH}`)]);
});

test('the Service that is waited for, and the one that is asked, must exist with the port', async () => {
  const gone = 'authorino.gone.svc.cluster.local';
  expect(await problems(filter({ match: gone }))).toEqual([expect.stringContaining('gone/authorino does not exist')]);
  expect(await problems(filter({ address: gone }))).toEqual([expect.stringContaining('gone/authorino does not exist')]);
  expect(await problems(filter({ port: 1 }))).toEqual([expect.stringContaining('has no port 1')]);
});
