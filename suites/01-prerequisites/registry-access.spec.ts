import { pullSecretRegistries, registriesFor, unreached, withoutEntry } from '../../fixtures/registries.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'the cluster reaches the registries',
  check({
    id: 'prereq.registry-access',
    requirement:
      'The cluster MUST be able to look up images in every registry that the installation is known to pull from, and its pull secret MUST have an entry for each that asks for credentials.',
    level: 'must',
    needs: ['cluster'],
    catches: ['registry-unreachable', 'registry-refuses-credentials', 'pull-secret-entry-missing'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc debug node/NAME -- chroot /host podman pull --authfile /var/lib/kubelet/config.json IMAGE: expect a digest; else look at proxy and firewall, or add the registry with oc set data secret/pull-secret -n openshift-config',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, clusterSource, layout }) => {
    const registries = registriesFor(layout);
    const looks = await cluster.lookUpImages(registries.map(({ image }) => image));
    const pullSecret = await pullSecretRegistries(clusterSource);

    const { needed, optional, reached } = unreached(registries, looks);
    const missing = 'untold' in pullSecret ? [] : withoutEntry(registries, pullSecret.registries);

    evidence('lookups', looks);
    if (!('untold' in pullSecret)) evidence('registries of the pull secret', pullSecret.registries);
    const problems = [...needed, ...missing.map((registry) => `the pull secret has no entry for ${registry}`)];
    demand(problems.length === 0, problems.join('; '));
    const half = 'untold' in pullSecret ? `; not judged: the entries of the pull secret (${pullSecret.untold})` : '';
    const spare = optional.length === 0 ? '' : `; not reached, and not known to be needed: ${optional.join(', ')}`;
    observe(`reached: ${reached.join(', ')}${spare}${half}`);
  },
);
