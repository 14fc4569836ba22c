import { unmetConditions } from '../../fixtures/conditions.ts';
import { componentTroubles, conditionLines, dataScienceCluster } from '../../fixtures/data-science-cluster.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'the DataScienceCluster is ready',
  check({
    id: 'knative.data-science-cluster',
    requirement: 'There MUST be one DataScienceCluster, and it MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'data-science-cluster-not-ready',
      'data-science-cluster-stale',
      'data-science-cluster-missing',
      'models-as-service-waits-for-gateway',
      'serverless-never-installed',
      'openshift-ai-never-installed',
    ],
    dependsOn: ['operators.openshift-ai', 'operators.serverless', 'mesh.dsci-ready', 'maas.gateway-programmed'],
    remedy:
      'oc get datasciencecluster -o yaml: expect READY True; the message of the component’s condition that is False names what it waits for; ModelsAsServiceReady waits for the gateway, create it first (FM-12)',
    guide: 'guide#step-31-create-datasciencecluster',
  }),
  async ({ cluster }) => {
    const dsc = await dataScienceCluster(cluster);

    const unmet = unmetConditions(dsc, ['Ready']);

    const lines = conditionLines(dsc);
    evidence('conditions', lines.join('\n'));
    const troubles = componentTroubles(dsc);
    demand(
      unmet.length === 0,
      `${dsc.metadata.name}: ${unmet.join('; ')}; because of ${troubles.join(', ') || 'no condition that it names'}`,
    );
    observe(`${dsc.metadata.name} is Ready; its conditions: ${lines.join(', ')}`);
  },
);
