import { askCatalogue, listingProblems } from '../../fixtures/catalogue.ts';
import { declaredModels } from '../../fixtures/declared-models.ts';
import { accessByRbac } from '../../fixtures/model-access.ts';
import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';
import { tiersToGive } from '../../fixtures/tiers-to-give.ts';

test(
  'each tier sees its models and no others',
  check({
    id: 'models.listed',
    requirement:
      'The catalogue MUST list, for a caller of each tier, exactly the models that the cluster’s rules let that tier use.',
    level: 'must',
    needs: ['cluster', 'gateway', 'identity'],
    catches: ['catalogue-empty', 'catalogue-shows-everything', 'catalogue-invents-models'],
    dependsOn: ['models.ready', 'models.tier-annotation', 'maas.routes', 'auth.token-issued'],
    remedy:
      'curl the models path as a caller of the tier: a missing model is not Ready, not attached to the gateway or not granted by a role binding; a caller over the limit sees none (FM-41)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, clusterSource, gateway, identities, layout }) => {
    const declared = await declaredModels(cluster, layout);
    demand(declared.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const rules = await accessByRbac(clusterSource, layout);
    if ('unknown' in rules) inconclusive(`who may use which model is not known: ${rules.unknown}`);
    const tiers = await identities.tiers();
    const callers = await Promise.all(tiers.map((tier) => identities.lease({ tier, requests: declared.length })));

    const listings = [];
    for (const as of callers) {
      const { status, models, lost } = await askCatalogue(gateway, layout, as);
      const subject = `${layout.api.models.path} as ${as.name} (${as.tier})`;
      demand(status === layout.api.models.success, `${subject} answered ${status}`);
      demand(models !== undefined, `${subject} answered no list of models`);
      const granted = declared
        .filter(({ namespace, name }) =>
          rules.allows(as.tier, { id: name, basePath: '', resource: { namespace, name } }),
        )
        .map(({ name }) => name);
      listings.push({ tier: as.tier, granted, listed: models.map(({ id, resource }) => resource?.name ?? id), lost });
    }

    const problems = listings.flatMap(listingProblems);
    evidence('granted and listed, by tier', listings);
    demand(problems.length === 0, problems.join('; '));
    const toGive = tiersToGive(layout.tiers.names, tiers);
    const summary = listings.map(({ tier, listed }) => `${tier}: ${listed.join(', ') || 'none'}`).join('; ');
    if (toGive !== undefined) inconclusive(`${summary}; ${toGive}`);
    observe(summary);
  },
);
