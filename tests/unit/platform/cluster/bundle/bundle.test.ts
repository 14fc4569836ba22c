import { expect, test } from 'vitest';
import { anyKind } from '../../../../../platform/cluster/kinds/base.ts';
import {
  ConfigMap,
  CustomResourceDefinition,
  Deployment,
  Namespace,
  Node,
  Pod,
} from '../../../../../platform/cluster/kinds/core.ts';
import { ClusterServiceVersion } from '../../../../../platform/cluster/kinds/olm.ts';
import { list, names, opened, single, written } from './written.ts';

const AuthPolicy = anyKind('AuthPolicy', 'kuadrant.io', 'v1');
const MaaSSubscription = anyKind('MaaSSubscription', 'maas.opendatahub.io', 'v1alpha1');

/** Of `oc adm must-gather` with two images, one of them with a part in a folder of its own. */
const FILES = {
  'quay-io-sha256-abc/cluster-scoped-resources/core/namespaces.yaml': list(
    'Namespace',
    'metadata: {name: maas}',
    'metadata: {name: llm}',
  ),
  'quay-io-sha256-abc/cluster-scoped-resources/core/nodes/worker-1.yaml': single('v1', 'Node', '{name: worker-1}'),
  'quay-io-sha256-abc/namespaces/maas/maas.yaml': single(
    'v1',
    'Namespace',
    '{name: maas}',
    'status: {phase: Active}\n',
  ),
  'quay-io-sha256-abc/namespaces/maas/core/pods.yaml': list(
    'Pod',
    '{apiVersion: v1, kind: Pod, metadata: {name: api-1, namespace: maas, labels: {app: api}}}',
  ),
  'quay-io-sha256-abc/namespaces/maas/core/configmaps.yaml': list('ConfigMap'),
  'quay-io-sha256-abc/namespaces/maas/pods/api-1/api-1.yaml': single('v1', 'Pod', '{name: api-1, namespace: maas}'),
  'quay-io-sha256-abc/istio/namespaces/llm/pods/model-1/model-1.yaml': single(
    'v1',
    'Pod',
    '{name: model-1, namespace: llm}',
  ),
  'quay-io-sha256-def/namespaces/llm/kuadrant.io/authpolicies/models.yaml': single(
    'kuadrant.io/v1',
    'AuthPolicy',
    '{name: models, namespace: llm}',
  ),
};

test('lists, single objects, namespaces and pods are read wherever oc puts them, each object once, in the order of an API server', async () => {
  const cluster = opened(written(FILES));

  expect(names(await cluster.list(Namespace))).toEqual(['llm', 'maas']);
  expect(names(await cluster.list(Node))).toEqual(['worker-1']);
  expect(names(await cluster.list(Pod, { namespace: 'maas' }))).toEqual(['api-1']);
  expect(names(await cluster.list(Pod, { namespace: 'llm' }))).toEqual(['model-1']);
  expect(names(await cluster.list(Pod))).toEqual(['model-1', 'api-1']);
  expect(names(await cluster.list(Pod, { labelSelector: 'app=api' }))).toEqual(['api-1']);
  expect(await cluster.get(Pod, 'model-1', 'llm')).toMatchObject({ kind: 'found' });
  expect(await cluster.get(Namespace, 'maas')).toMatchObject({ value: { metadata: { name: 'maas' } } });
  expect(await cluster.version()).toMatchObject({ kind: 'found' });
});

test('of two copies of an object the later one counts', async () => {
  const configMap = (version: number): string =>
    single(
      'v1',
      'ConfigMap',
      `{name: tiers, namespace: maas, resourceVersion: "${version}"}`,
      `data: {at: "${version}"}\n`,
    );
  const cluster = opened(
    written({
      'a/namespaces/maas/core/configmaps.yaml': configMap(90),
      'b/namespaces/maas/core/configmaps.yaml': configMap(100),
      'c/namespaces/maas/core/configmaps/tiers.yaml': configMap(99),
    }),
  );

  expect(await cluster.get(ConfigMap, 'tiers', 'maas')).toMatchObject({ value: { data: { at: '100' } } });
  expect(names(await cluster.list(ConfigMap, { namespace: 'maas' }))).toEqual(['tiers']);
});

test('what was collected and has no object is empty; what was not collected names the command that collects it', async () => {
  const cluster = opened(written(FILES));

  expect(names(await cluster.list(ConfigMap, { namespace: 'maas' }))).toEqual([]);
  expect(await cluster.get(ConfigMap, 'tiers', 'maas')).toEqual({ kind: 'not-found' });
  // oc adm inspect KIND --all-namespaces writes nothing for a namespace without one.
  expect(names(await cluster.list(AuthPolicy, { namespace: 'maas' }))).toEqual([]);
  expect(await cluster.get(AuthPolicy, 'gateway', 'maas')).toEqual({ kind: 'not-found' });
  const asked: [ReturnType<typeof cluster.list>, string][] = [
    [cluster.list(Deployment, { namespace: 'maas' }), 'oc adm inspect ns/maas'],
    [
      cluster.list(anyKind('HTTPRoute', 'gateway.networking.k8s.io', 'v1')),
      'oc adm inspect httproutes.gateway.networking.k8s.io --all-namespaces',
    ],
    [
      cluster.list(anyKind('StorageClass', 'storage.k8s.io', 'v1', { namespaced: false })),
      'oc adm inspect storageclasses.storage.k8s.io',
    ],
  ];
  for (const [answer, command] of asked)
    expect(await answer).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(`collect: ${command}$`) });
});

test('lists of some namespaces are no list of the cluster, but of all namespaces they are', async () => {
  const some = opened(
    written({ 'namespaces/maas/core/configmaps.yaml': list('ConfigMap', 'metadata: {name: a, namespace: maas}') }),
  );
  const all = opened(
    written({
      'namespaces/maas/core/configmaps.yaml': list('ConfigMap', 'metadata: {name: a, namespace: maas}'),
      'namespaces/llm/core/configmaps.yaml': list('ConfigMap'),
      'cluster-scoped-resources/core/namespaces.yaml': list(
        'Namespace',
        'metadata: {name: maas}',
        'metadata: {name: llm}',
      ),
    }),
  );

  expect(await some.list(ConfigMap)).toMatchObject({
    kind: 'unreachable',
    reason:
      'the bundle holds configmaps of namespace maas only, and others may have some; collect: oc adm inspect configmaps --all-namespaces',
  });
  expect(names(await all.list(ConfigMap))).toEqual(['a']);
});

test('single objects without those that every cluster has are a selection: found, but nothing follows for the rest', async () => {
  const crd = (name: string): string =>
    single(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      `{name: ${name}}`,
      'spec: {group: g, names: {plural: p, kind: K}, versions: []}\n',
    );
  const folderOf = (...all: string[]): string =>
    written(
      Object.fromEntries(
        all.map((name) => [
          `cluster-scoped-resources/apiextensions.k8s.io/customresourcedefinitions/${name}.yaml`,
          crd(name),
        ]),
      ),
    );
  const selection = opened(folderOf('gateways.gateway.networking.k8s.io'));
  const complete = opened(folderOf('gateways.gateway.networking.k8s.io', 'clusterversions.config.openshift.io'));

  expect(await selection.get(CustomResourceDefinition, 'gateways.gateway.networking.k8s.io')).toMatchObject({
    kind: 'found',
  });
  expect(await selection.get(CustomResourceDefinition, 'x.y')).toMatchObject({ kind: 'unreachable' });
  expect(await selection.list(MaaSSubscription)).toMatchObject({ kind: 'unreachable' });
  expect(await complete.get(CustomResourceDefinition, 'x.y')).toEqual({ kind: 'not-found' });
  expect(await complete.list(MaaSSubscription)).toEqual({ kind: 'type-missing' });
  expect(await complete.get(MaaSSubscription, 'a', 'b')).toEqual({ kind: 'type-missing' });
});

test('the discovery that oc writes tells which types were served, in which version', async () => {
  const cluster = opened(
    written({
      'aggregated-discovery-apis.yaml':
        'items:\n- metadata: {name: kuadrant.io}\n  versions:\n  - {version: v1beta1, resources: [{resource: authpolicies}]}\n- metadata: {name: metrics.example.org}\n  versions:\n  - {version: v1, freshness: Stale, resources: []}\n',
      'namespaces/maas/kuadrant.io/authpolicies/a.yaml': single(
        'kuadrant.io/v1beta1',
        'AuthPolicy',
        '{name: a, namespace: maas}',
      ),
    }),
  );

  expect(await cluster.list(AuthPolicy)).toEqual({ kind: 'type-missing' });
  expect(names(await cluster.list(anyKind('AuthPolicy', 'kuadrant.io', 'v1beta1')))).toEqual(['a']);
  expect(await cluster.list(MaaSSubscription)).toEqual({ kind: 'type-missing' });
  expect(await cluster.list(anyKind('Sample', 'metrics.example.org', 'v1'))).toMatchObject({ kind: 'unreachable' });
});

test('what a kind always leaves out of its lists is left out', async () => {
  const csv = (name: string, labels: string): string =>
    single(
      'operators.coreos.com/v1alpha1',
      'ClusterServiceVersion',
      `{name: ${name}, namespace: n, labels: ${labels}}`,
    );
  const at = 'namespaces/n/operators.coreos.com/clusterserviceversions/';
  const cluster = opened(
    written({
      [`${at}packageserver.yaml`]: csv('packageserver', '{}'),
      [`${at}copied.yaml`]: csv('copied', '{olm.copiedFrom: elsewhere}'),
    }),
  );

  expect(names(await cluster.list(ClusterServiceVersion))).toEqual(['packageserver']);
});

test('the version of Kubernetes is that of the API server, or is said to be a node’s', async () => {
  const node = single('v1', 'Node', '{name: a}', 'status: {nodeInfo: {kubeletVersion: v1.33.6}}\n');
  const operator = single(
    'config.openshift.io/v1',
    'ClusterOperator',
    '{name: kube-apiserver}',
    'status: {versions: [{name: operator, version: 4.20.8}, {name: kube-apiserver, version: 1.33.5}]}\n',
  );
  const nodes = { 'cluster-scoped-resources/core/nodes/a.yaml': node };
  const both = {
    ...nodes,
    'cluster-scoped-resources/config.openshift.io/clusteroperators/kube-apiserver.yaml': operator,
  };

  expect(await opened(written(nodes)).version()).toMatchObject({ value: { kubernetes: 'v1.33.6 (of a node)' } });
  expect(await opened(written(both)).version()).toMatchObject({ value: { kubernetes: 'v1.33.5' } });
});

test('what only a caller or a server can tell is not known', async () => {
  const cluster = opened(written(FILES));
  const answers = [
    await cluster.can({ verb: 'get', group: '', resource: 'pods' }),
    await cluster.whoAmI(),
    await cluster.readiness(),
    await cluster.dryRun({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, Pod),
  ];

  for (const answer of answers)
    expect(answer).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringMatching(/^a bundle cannot tell .*--kubeconfig$/),
    });
});
