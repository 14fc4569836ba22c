import { check, core, demand, observe, test } from '../../fixtures/test.ts';
import { readTierMapping } from '../../fixtures/tiers.ts';

test(
  'the tier mapping is readable and complete',
  check({
    id: 'maas.tier-mapping',
    requirement:
      'The tier mapping MUST be in the release’s format, name every promised tier once with its groups, and order its levels.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'tier-mapping-other-format',
      'tier-mapping-missing',
      'tier-named-twice',
      'tier-with-empty-name',
      'tier-missing-from-mapping',
      'tier-display-name-blank',
    ],
    dependsOn: ['maas.namespaces'],
    remedy:
      'oc get configmap tier-to-group-mapping -A -o yaml: correct it; a mapping that cannot be read fails every mint with 500 (FM-37)',
    guide: 'post-deployment#tier-configuration',
  }),
  async ({ cluster, layout }) => {
    const { configMap } = layout.tiers;
    const found = await cluster.findIn(core.ConfigMap, configMap, layout.namespaces.api);
    demand(found !== undefined, `ConfigMap ${configMap} does not exist in ${layout.namespaces.api.join(', ')}`);

    const { tiers, problems } = readTierMapping(found.data, layout.tiers);

    demand(problems.length === 0, `ConfigMap ${found.metadata.namespace}/${configMap}: ${problems.join('; ')}`);
    observe(tiers.map(({ name, groups }) => `${name}: ${groups.join(', ')}`).join('; '));
  },
);
