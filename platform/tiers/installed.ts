import type { Layout } from '../../layouts/layout.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { tierMapping } from './find.ts';

/** The tiers that an installation has. */
export interface InstalledTiers {
  /** Every one of them. */
  all: string[];
  /** Those whose order is known, lowest first. */
  ordered: string[];
  /** Who says so. */
  from: string;
}

/**
 * The tiers of the installation's mapping: an administrator may have added some to the release's. The layout's stand in
 * for a mapping that is missing or wrong, which is another check's to judge.
 */
export async function installedTiers(cluster: Pick<ClusterReader, 'findIn'>, layout: Layout): Promise<InstalledTiers> {
  const promised = layout.tiers.names;
  const mapping = await tierMapping(cluster, layout);
  if (mapping === undefined || mapping.problems.length > 0) {
    return { all: promised, ordered: promised, from: `the layout ${layout.name}` };
  }
  const { tiers, namespace } = mapping;
  const names = tiers.map(({ name }) => name);
  const levelled = tiers.every(({ level }) => level !== undefined);
  return {
    all: names,
    ordered: levelled
      ? tiers.toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0)).map(({ name }) => name)
      : promised.filter((name) => names.includes(name)),
    from: `ConfigMap ${namespace}/${layout.tiers.configMap}`,
  };
}
