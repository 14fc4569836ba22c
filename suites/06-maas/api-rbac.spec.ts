import { API_NEEDS, apiAccount, apiPermissionProblems } from '../../fixtures/api-account.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'maas-api may do what it needs',
  check({
    id: 'maas.api-rbac',
    requirement:
      'The service account of maas-api MUST be allowed to read the tier mapping, models and routes, and to make namespaces, accounts and tokens for its callers.',
    level: 'must',
    needs: ['cluster'],
    catches: ['api-may-not-mint', 'api-binding-other-namespace', 'api-may-not-list-models'],
    dependsOn: ['maas.service-account'],
    remedy:
      'oc auth can-i create serviceaccounts/token -A --as system:serviceaccount:<namespace>:maas-api: expect yes; else apply the release’s ClusterRole maas-api, and its binding with the namespace that maas-api is in',
    guide: 'guide#7-maas-api-service',
  }),
  async ({ cluster, layout }) => {
    const account = await apiAccount(cluster, layout);

    const problems = await apiPermissionProblems(cluster, account, API_NEEDS);

    const name = `${account.namespace}/${account.name}`;
    demand(problems.length === 0, `${name} ${problems.join('; ')}`);
    observe(`${name} may do all that maas-api does: ${API_NEEDS.map(({ why }) => why).join(', ')}`);
  },
);
