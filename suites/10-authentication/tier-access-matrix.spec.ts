import { ping } from '../../fixtures/inference-request.ts';
import { accessByRbac, catalogueOf } from '../../fixtures/model-access.ts';
import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';
import { tiersToGive } from '../../fixtures/tiers-to-give.ts';

test(
  'each tier may use its models and no others',
  check({
    id: 'auth.tier-access-matrix',
    requirement:
      'Each tier MUST be answered 200 by the models that the cluster’s rules grant it, and 403 by all others.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['tier-access-ignored', 'enterprise-denied'],
    dependsOn: ['models.tier-annotation', 'models.ready', 'auth.token-issued'],
    remedy:
      'oc get rolebinding,role -n <namespace of the model> -o yaml: compare the groups with the tier mapping and the tiers annotation of the model',
    guide: 'post-deployment#model-access',
  }),
  async ({ gateway, identities, layout, clusterSource }) => {
    const tiers = await identities.tiers();
    const callers = await Promise.all(tiers.map((tier) => identities.lease({ tier, requests: 5 })));
    const listed = await Promise.all(
      callers.map(async (as) => ({ as, served: await catalogueOf(gateway, layout, as) })),
    );
    const known = new Map(
      listed.flatMap(({ served }) => served.map((model) => [`${model.basePath} ${model.id}`, model])),
    );
    if (known.size === 0) inconclusive(`the catalogue shows no model to any of ${tiers.join(', ')}`);
    const rules = await accessByRbac(clusterSource, layout);

    const cells = [];
    for (const { as, served } of listed) {
      for (const model of known.values()) {
        const inList = served.some(({ basePath, id }) => basePath === model.basePath && id === model.id);
        // Without the cluster's rules the catalogue is the promise: what is listed can be used, what is not, cannot.
        const allowed = 'unknown' in rules ? inList : (rules.allows(as.tier, model) ?? inList);
        const { status } = await gateway.request({ ...ping(model), as });
        cells.push({
          tier: as.tier,
          model: model.resource?.name ?? model.id,
          wanted: allowed ? 200 : layout.refusals.forbidden,
          status,
        });
      }
    }

    evidence('tiers and models', cells);
    const wrong = cells.filter(({ wanted, status }) => status !== wanted && status !== 429);
    const source = 'unknown' in rules ? `the catalogue (${rules.unknown})` : rules.source;
    demand(
      wrong.length === 0,
      `by ${source}: ${wrong.map((cell) => `${cell.tier} → ${cell.model} answered ${cell.status}, wanted ${cell.wanted}`).join('; ')}`,
    );
    const spent = cells.filter(({ wanted, status }) => status === 429 && wanted !== 429);
    const toGive = tiersToGive(layout.tiers.names, tiers);
    const allowed = cells.filter(({ wanted }) => wanted === 200).length;
    const seen = `${cells.length} pairs of ${tiers.join(', ')} and ${known.size} models as ${source} says: ${allowed} allowed, ${cells.length - allowed} refused`;
    const untested = [
      ...(toGive === undefined ? [] : [toGive]),
      ...spent.map(({ tier, model }) => `${tier} → ${model}: quota spent`),
    ];
    if (untested.length > 0) inconclusive(`${seen}; untested: ${untested.join('; ')}`);
    observe(seen);
  },
);
