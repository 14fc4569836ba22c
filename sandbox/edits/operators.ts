import type { KubeObject, ObjectStore } from '../object.ts';

/** The real CSV of an operator, by the first part of its name. Throws when the installation has none. */
function realCsv(objects: ObjectStore, prefix: string): KubeObject {
  const csv = objects
    .all('ClusterServiceVersion')
    .find(({ metadata }) => metadata.name.startsWith(`${prefix}.`) && !metadata.labels?.['olm.copiedFrom']);
  if (csv === undefined) throw new Error(`there is no ClusterServiceVersion ${prefix}.*`);
  return csv;
}

const refTo = ({ kind, metadata }: KubeObject) => ({ kind, name: metadata.name, namespace: metadata.namespace });

/** Removes an operator's real CSV; copies of it stay, as they do when OLM's garbage collection lags behind. */
export function removeCsv(objects: ObjectStore, prefix: string): void {
  objects.remove(refTo(realCsv(objects, prefix)));
}

/** Puts an operator's real CSV into another phase. */
export function csvPhase(
  objects: ObjectStore,
  prefix: string,
  status: { phase: string; reason: string; message: string },
): void {
  objects.edit(refTo(realCsv(objects, prefix)), (csv) => {
    Object.assign(csv['status'], status);
  });
}

/** Installs another version of an operator: its CSV is renamed, and its Subscription follows. */
export function csvOfVersion(objects: ObjectStore, prefix: string, version: string): void {
  const old = realCsv(objects, prefix);
  const name = `${prefix}.v${version}`;
  objects.remove(refTo(old));
  const { uid: _uid, resourceVersion: _version, ...metadata } = structuredClone(old.metadata);
  objects.put({ ...structuredClone(old), metadata: { ...metadata, name }, spec: { ...old['spec'], version } });
  const subscription = objects.all('Subscription').find(({ status }) => status?.installedCSV === old.metadata.name);
  if (subscription === undefined) throw new Error(`there is no Subscription of ${old.metadata.name}`);
  objects.edit(refTo(subscription), ({ status }) => Object.assign(status, { installedCSV: name, currentCSV: name }));
}

/** Leaves an older version of an operator beside the one that is installed. */
export function leftBehind(
  objects: ObjectStore,
  prefix: string,
  version: string,
  status: { phase: string; reason: string; message: string },
): void {
  const current = structuredClone(realCsv(objects, prefix));
  const { uid: _uid, resourceVersion: _version, ...metadata } = current.metadata;
  objects.put({
    ...current,
    metadata: { ...metadata, name: `${prefix}.v${version}` },
    spec: { ...current['spec'], version },
    status: { ...current['status'], ...status },
  });
}

/** Changes the Subscription to a package. Throws when there is none. */
export function editSubscription(objects: ObjectStore, name: string, change: (subscription: KubeObject) => void): void {
  const subscription = objects.all('Subscription').find(({ spec }) => spec.name === name);
  if (subscription === undefined) throw new Error(`there is no Subscription to ${name}`);
  objects.edit(refTo(subscription), change);
}
