import { missingOffers } from '../../fixtures/catalogs.ts';
import { check, demand, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the catalogs offer the operators',
  check({
    id: 'prereq.operator-catalogs',
    requirement: 'The CatalogSources MUST be READY and offer every operator of the layout in a channel that it names.',
    level: 'must',
    needs: ['cluster'],
    catches: ['catalog-not-ready', 'package-missing', 'package-channel-missing'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get catalogsource,packagemanifest -n openshift-marketplace: expect the packages; delete the pod of a catalog that is not READY, it comes back',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const catalogs = await cluster.list(olm.CatalogSource, { namespace: 'openshift-marketplace' });
    const packages = await cluster.list(olm.PackageManifest, { namespace: 'openshift-marketplace' });

    const state = (catalog: (typeof catalogs)[number]): string =>
      catalog.status?.connectionState?.lastObservedState ?? 'in no known state';
    const unready = catalogs.filter((catalog) => state(catalog) !== 'READY');
    const missing = layout.operators.flatMap((operator) => missingOffers(packages, operator) ?? []);

    demand(catalogs.length > 0, 'there is no CatalogSource in openshift-marketplace');
    demand(unready.length === 0, `not READY: ${unready.map((c) => `${c.metadata.name} is ${state(c)}`).join(', ')}`);
    demand(missing.length === 0, missing.join('; '));
    observe(`${catalogs.length} catalogs are READY and offer all ${layout.operators.length} operators`);
  },
);
