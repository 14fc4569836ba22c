import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import type { Layout } from '../../../../layouts/layout.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import type { ClusterReader } from '../../../../platform/cluster/reader.ts';
import { installedTiers } from '../../../../platform/tiers/installed.ts';

/** A cluster whose tier mapping has this text, or that has none. */
const cluster = ({ tiers }: Layout, text: string | undefined): Pick<ClusterReader, 'findIn'> => ({
  findIn: async (kind) =>
    text === undefined
      ? undefined
      : kind.schema.parse({ metadata: { name: tiers.configMap, namespace: 'api' }, data: { [tiers.key]: text } }),
});
const list = (...tiers: [string, number][]): string =>
  tiers.map(([name, level]) => `- name: ${name}\n  level: ${level}\n  groups: [${name}-users]\n`).join('');

test('a tier that was added counts, in the order of the levels', async () => {
  const text = list(['enterprise', 2], ['gold', 3], ['free', 0], ['premium', 1]);
  const { all, ordered, from } = await installedTiers(cluster(maas002, text), maas002);
  expect(all).toContain('gold');
  expect(ordered).toEqual(['free', 'premium', 'enterprise', 'gold']);
  expect(from).toBe('ConfigMap api/tier-to-group-mapping');
});

test('without levels, only tiers of the layout have an order', async () => {
  const groups = (name: string): string => `  ${name}:\n    groups: [${name}-users]\n`;
  const text = `tiers:\n${['gold', 'enterprise', 'premium', 'free'].map(groups).join('')}`;
  const { all, ordered } = await installedTiers(cluster(guide, text), guide);
  expect(all).toEqual(['gold', 'enterprise', 'premium', 'free']);
  expect(ordered).toEqual(['free', 'premium', 'enterprise']);
});

test('the layout stands in for a mapping that is missing or wrong', async () => {
  for (const text of [undefined, '{', list(['free', 0])]) {
    const { all, from } = await installedTiers(cluster(maas002, text), maas002);
    expect(all).toEqual(maas002.tiers.names);
    expect(from).toBe('the layout maas-0.0.2');
  }
});
