import { apiAccount } from '../../fixtures/api-account.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'maas-api has a service account of its own',
  check({
    id: 'maas.service-account',
    requirement: 'maas-api MUST run as a service account of its own that exists in its namespace.',
    level: 'must',
    needs: ['cluster'],
    catches: ['api-account-missing', 'api-runs-as-default'],
    dependsOn: ['maas.namespaces', 'maas.api-ready'],
    remedy:
      'oc get serviceaccount maas-api -n <namespace of maas-api>: run the deployment script again where it is missing; without it no new pod of maas-api starts',
    guide: 'guide#7-maas-api-service',
  }),
  async ({ cluster, layout }) => {
    const { name, namespace } = await apiAccount(cluster, layout);

    const found = await cluster.find(core.ServiceAccount, name, namespace);

    demand(found !== undefined, `maas-api runs as ${namespace}/${name}, a service account that does not exist`);
    demand(name !== 'default', `maas-api runs as ${namespace}/default, which every pod there shares`);
    observe(`maas-api runs as ${namespace}/${name}`);
  },
);
