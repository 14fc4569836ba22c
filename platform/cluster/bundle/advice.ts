import type { Kind } from '../cluster.ts';
import { qualified } from '../objects.ts';

/** What `oc adm inspect ns/NAME` collects of a namespace, beside its own object; an empty list is written too. */
const WITH_NAMESPACE = new Set([
  'pods',
  'services',
  'configmaps',
  'secrets',
  'endpoints',
  'events',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'horizontalpodautoscalers.autoscaling',
  'endpointslices.discovery.k8s.io',
  'ingresses.networking.k8s.io',
  'networkpolicies.networking.k8s.io',
  'poddisruptionbudgets.policy',
  'routes.route.openshift.io',
  'servicemonitors.monitoring.coreos.com',
]);

/** The command that collects what a question needs, ready to paste. */
export function collectWith(kind: Kind<unknown>, namespace?: string): string {
  // `oc adm inspect namespaces` would collect all that is in every one of them.
  if (qualified(kind) === 'namespaces')
    return 'oc get namespaces -o yaml > cluster-scoped-resources/core/namespaces.yaml';
  if (!kind.namespaced) return `oc adm inspect ${qualified(kind)}`;
  if (namespace !== undefined && WITH_NAMESPACE.has(qualified(kind))) return `oc adm inspect ns/${namespace}`;
  return `oc adm inspect ${qualified(kind)} --all-namespaces`;
}
