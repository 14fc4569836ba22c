import { readCondition } from '../../fixtures/conditions.ts';
import { dataScienceCluster } from '../../fixtures/data-science-cluster.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'KServe is switched on',
  check({
    id: 'kserve.managed',
    requirement: 'The DataScienceCluster MUST manage KServe, and MUST report it ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['kserve-removed', 'kserve-not-ready'],
    dependsOn: ['operators.openshift-ai', 'knative.data-science-cluster'],
    remedy:
      'oc get datasciencecluster -o yaml: expect spec.components.kserve.managementState Managed and condition KserveReady True; its message says what is missing',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster }) => {
    const dsc = await dataScienceCluster(cluster);

    const state = dsc.spec?.components?.['kserve']?.managementState ?? 'not set';
    const ready = readCondition(dsc, 'KserveReady');

    demand(state === 'Managed', `DataScienceCluster ${dsc.metadata.name}: kserve’s managementState is ${state}`);
    demand(ready.holds, `DataScienceCluster ${dsc.metadata.name}: ${ready.text}`);
    observe(`DataScienceCluster ${dsc.metadata.name}: kserve is Managed and ready`);
  },
);
