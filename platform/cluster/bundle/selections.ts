import { basename } from 'node:path';
import type { Kind } from '../cluster.ts';
import { qualified } from '../objects.ts';

/**
 * Objects of one file each may be all of their kind (`oc adm inspect KIND --all-namespaces`) or some that were asked for by
 * name, label or namespace. Of these kinds every OpenShift cluster has certain objects: without them it is a selection, from
 * which nothing can be concluded about the rest.
 */
const ALWAYS_THERE: Record<string, (name: string, namespace: string) => boolean> = {
  'customresourcedefinitions.apiextensions.k8s.io': (name) => name === 'clusterversions.config.openshift.io',
  'clusterroles.rbac.authorization.k8s.io': (name) => name === 'cluster-admin',
  'clusterrolebindings.rbac.authorization.k8s.io': (name) => name.startsWith('cluster-admin'),
  'clusterserviceversions.operators.coreos.com': (name) => name.startsWith('packageserver'),
  namespaces: (name) => name === 'kube-system',
};

/** Every OpenShift cluster has some of these in its own namespaces. */
const IN_PLATFORM_NAMESPACES = new Set([
  'pods',
  'services',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'deployments.apps',
  'replicasets.apps',
  'endpointslices.discovery.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
]);
const PLATFORM_NAMESPACE = /^(openshift-|kube-|default$)/;

/** Where openshift/must-gather keeps the webhooks that it chooses by a label of Istio. */
const BY_LABEL = /[/\\]istio[/\\]cluster-scoped-resources[/\\]admissionregistration\.k8s\.io[/\\]/;

/** Whether single objects of a kind, by namespace, are shown to be a selection. */
export function isSelection(kind: Kind<unknown>, singles: ReadonlyMap<string, readonly string[]>): boolean {
  const files = [...singles].flatMap(([namespace, own]) => own.map((file) => ({ namespace, file })));
  const name = qualified(kind);
  if (IN_PLATFORM_NAMESPACES.has(name)) return !files.some(({ namespace }) => PLATFORM_NAMESPACE.test(namespace));
  const expected = ALWAYS_THERE[name];
  if (expected !== undefined)
    return !files.some(({ namespace, file }) => expected(basename(file).replace(/\.[a-z]+$/, ''), namespace));
  return files.every(({ file }) => BY_LABEL.test(file));
}
