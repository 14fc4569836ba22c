import { DSCInitialization } from './kinds/mesh.ts';
import type { ClusterReader } from './reader.ts';

/**
 * The namespace that the operator puts its components into: `opendatahub` of Open Data Hub, `redhat-ods-applications` of
 * OpenShift AI, unless the DSCInitialization names another. undefined where there is no DSCInitialization.
 */
export async function applicationsNamespace(cluster: Pick<ClusterReader, 'listIfKnown'>): Promise<string | undefined> {
  const [dsci] = (await cluster.listIfKnown(DSCInitialization)) ?? [];
  return dsci?.spec?.applicationsNamespace;
}
