import type { KubeObject, ObjectStore } from '../object.ts';

const refTo = ({ apiVersion, kind, metadata }: KubeObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
  namespace: metadata.namespace,
});

/** Removes every object of a kind, in one namespace or all. Throws when there is none. */
export function removeAll(objects: ObjectStore, kind: string, namespace?: string): void {
  const found = objects.all(kind, namespace);
  if (found.length === 0) throw new Error(`there is no ${kind}${namespace === undefined ? '' : ` in ${namespace}`}`);
  for (const object of found) objects.remove(refTo(object));
}

/** Removes the CRDs of an API group, and every object of their kinds, as Kubernetes does. Throws when there is none. */
export function removeGroup(objects: ObjectStore, group: string): void {
  const crds = objects.all('CustomResourceDefinition').filter(({ spec }) => spec.group === group);
  if (crds.length === 0) throw new Error(`there is no CustomResourceDefinition of ${group}`);
  for (const crd of crds) {
    const own = objects.all(crd['spec'].names.kind).filter(({ apiVersion }) => apiVersion.startsWith(`${group}/`));
    for (const object of own) objects.remove(refTo(object));
    objects.remove(refTo(crd));
  }
}

/** Removes a namespace's workloads: Deployments, ReplicaSets and pods. */
export function removeWorkloads(objects: ObjectStore, namespace: string): void {
  for (const kind of ['Deployment', 'ReplicaSet', 'Pod'])
    for (const object of objects.all(kind, namespace)) objects.remove(refTo(object));
}
