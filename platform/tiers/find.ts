import type { Layout } from '../../layouts/layout.ts';
import { ConfigMap } from '../cluster/kinds/core.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { readTierMapping, type TierMapping } from './mapping.ts';

/** The tier mapping of an installation, with the namespace of its ConfigMap; undefined where there is none. */
export async function tierMapping(
  cluster: Pick<ClusterReader, 'findIn'>,
  layout: Layout,
): Promise<(TierMapping & { namespace: string }) | undefined> {
  const found = await cluster.findIn(ConfigMap, layout.tiers.configMap, layout.namespaces.api);
  if (found === undefined) return undefined;
  return { ...readTierMapping(found.data, layout.tiers), namespace: found.metadata.namespace ?? '' };
}
