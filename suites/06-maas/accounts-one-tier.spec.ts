import { check, demand, notApplicable, observe, test } from '../../fixtures/test.ts';
import { sharedAccounts, tierAccounts, tierNamespaces } from '../../fixtures/tiers.ts';

test(
  'nobody has an account in two tiers',
  check({
    id: 'maas.accounts-one-tier',
    requirement:
      'A user SHOULD have a service account in one tier’s namespace only: tokens of a former tier work until they expire.',
    level: 'should',
    needs: ['cluster'],
    catches: ['account-in-two-tiers'],
    dependsOn: ['maas.tier-mapping'],
    remedy:
      'oc delete serviceaccount NAME -n <namespace of the former tier>: revoking deletes the account of the present tier only (FM-33)',
    guide: 'release#tokens',
  }),
  async ({ cluster }) => {
    const namespaces = await tierNamespaces(cluster);
    const accounts = await tierAccounts(cluster, namespaces);
    if (accounts.length === 0) {
      notApplicable(`no caller has been given a token yet: no account in ${namespaces.length} namespaces of tiers`);
    }

    const shared = sharedAccounts(accounts);

    demand(
      shared.length === 0,
      `in several tiers: ${shared.map(({ name, tiers }) => `${name} (${tiers.join(', ')})`).join(', ')} (FM-33)`,
    );
    observe(`${accounts.length} accounts in ${namespaces.length} namespaces of tiers, each in one tier`);
  },
);
