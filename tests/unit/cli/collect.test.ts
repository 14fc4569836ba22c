import { expect, test } from 'vitest';
import { collectCommands } from '../../../cli/target/collect.ts';

test('what a bundle lacks is collected by as few commands as do it', () => {
  const reasons = [
    'pods in maas could not be read: the bundle holds no pods of namespace maas; collect: oc adm inspect ns/maas',
    'a; collect: oc adm inspect ns/llm; and b; collect: oc adm inspect nodes.',
    'c (collect: oc adm inspect authpolicies.kuadrant.io --all-namespaces)',
    'd; collect: oc adm inspect httproutes.gateway.networking.k8s.io --all-namespaces',
    'e; collect: oc adm inspect ns/maas',
    'f; collect: oc get namespaces -o yaml > cluster-scoped-resources/core/namespaces.yaml',
    'a bundle cannot tell what the caller may do; verify the cluster itself with --kubeconfig',
  ];

  expect(collectCommands(reasons, 'must-gather')).toEqual([
    'oc adm inspect --dest-dir=must-gather/more-1 ns/llm ns/maas',
    'oc adm inspect --dest-dir=must-gather/more-2 nodes',
    'oc adm inspect --dest-dir=must-gather/more-3 authpolicies.kuadrant.io,httproutes.gateway.networking.k8s.io --all-namespaces',
    'mkdir -p must-gather/cluster-scoped-resources/core && oc get namespaces -o yaml > must-gather/cluster-scoped-resources/core/namespaces.yaml',
  ]);
  expect(collectCommands(reasons, 'a b/must-gather.tar.gz').slice(0, 2)).toEqual([
    "mkdir -p 'a b/must-gather' && tar -xf 'a b/must-gather.tar.gz' -C 'a b/must-gather'",
    "oc adm inspect --dest-dir='a b/must-gather'/more-1 ns/llm ns/maas",
  ]);
  expect(collectCommands([], 'must-gather.tgz')).toEqual([]);
});
