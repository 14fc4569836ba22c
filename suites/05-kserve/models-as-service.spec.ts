import { dataScienceCluster, modelsAsService } from '../../fixtures/data-science-cluster.ts';
import { check, demand, gatewayApi, observe, test } from '../../fixtures/test.ts';

test(
  'Models-as-a-Service is switched on and ready',
  check({
    id: 'kserve.models-as-service',
    requirement:
      'The DataScienceCluster MUST manage Models-as-a-Service, and MUST report it ready for the gateway that is there.',
    level: 'must',
    needs: ['cluster'],
    catches: ['models-as-service-waits-for-gateway', 'models-as-service-not-managed'],
    dependsOn: ['kserve.managed', 'maas.gateway-programmed'],
    remedy:
      'oc get datasciencecluster -o yaml: expect kserve.modelsAsService Managed and condition ModelsAsServiceReady True; it stays False until the Gateway exists: create it first, the operator then looks again (FM-12)',
    guide: 'release#data-science-cluster',
  }),
  async ({ cluster, layout }) => {
    const dsc = await dataScienceCluster(cluster);
    const { state, ready } = modelsAsService(dsc);
    const name = `Gateway ${layout.namespaces.gateway}/${layout.gateway.name}`;

    const gateway = ready.holds
      ? undefined
      : await cluster.find(gatewayApi.Gateway, layout.gateway.name, layout.namespaces.gateway);

    demand(
      state === 'Managed',
      `DataScienceCluster ${dsc.metadata.name}: modelsAsService’s managementState is ${state}`,
    );
    const why =
      gateway === undefined
        ? `${name} does not exist: it is waited for`
        : `${name} exists by now, the operator has not looked again`;
    demand(ready.holds, `DataScienceCluster ${dsc.metadata.name}: ${ready.text}; ${why}`);
    observe(`DataScienceCluster ${dsc.metadata.name}: modelsAsService is Managed, ${ready.text}`);
  },
);
