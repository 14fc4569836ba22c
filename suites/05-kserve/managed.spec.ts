import { readCondition } from '../../fixtures/conditions.ts';
import { dataScienceCluster, knativeState, managementState } from '../../fixtures/data-science-cluster.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'KServe is switched on',
  check({
    id: 'kserve.managed',
    requirement:
      'The DataScienceCluster MUST manage KServe (with its Knative Serving, where the layout has one), and MUST report it ready.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'kserve-removed',
      'kserve-not-ready',
      'kserve-serving-removed',
      'serverless-never-installed',
      'openshift-ai-never-installed',
    ],
    dependsOn: ['operators.openshift-ai', 'knative.data-science-cluster'],
    remedy:
      'oc get datasciencecluster -o yaml: expect spec.components.kserve.managementState Managed and condition KserveReady True (serving.managementState Managed where Knative is used); its message says what is missing',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const dsc = await dataScienceCluster(cluster);

    const state = managementState(dsc, 'kserve');
    const serving = layout.knative.components.length > 0 ? knativeState(dsc) : undefined;
    const ready = readCondition(dsc, 'KserveReady');

    demand(state === 'Managed', `DataScienceCluster ${dsc.metadata.name}: kserve’s managementState is ${state}`);
    if (serving === 'unreadable')
      inconclusive(`DataScienceCluster ${dsc.metadata.name}: the managementState of kserve’s serving is no text`);
    demand(
      serving !== 'Removed',
      `DataScienceCluster ${dsc.metadata.name}: kserve’s serving (Knative) is Removed, so nothing runs its models`,
    );
    demand(ready.holds, `DataScienceCluster ${dsc.metadata.name}: ${ready.text}`);
    observe(
      `DataScienceCluster ${dsc.metadata.name}: kserve is Managed and ready${serving === undefined ? '' : `, its Knative Serving ${serving}`}`,
    );
  },
);
