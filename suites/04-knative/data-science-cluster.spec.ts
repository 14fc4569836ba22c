import { unmetConditions } from '../../fixtures/conditions.ts';
import { dataScienceCluster } from '../../fixtures/data-science-cluster.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'the DataScienceCluster is ready',
  check({
    id: 'knative.data-science-cluster',
    requirement: 'There MUST be one DataScienceCluster, and it MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['data-science-cluster-not-ready', 'data-science-cluster-stale'],
    dependsOn: ['operators.openshift-ai', 'mesh.dsci-ready'],
    remedy:
      'oc get datasciencecluster -o yaml: expect READY True; the message of the component’s condition that is False names what it waits for',
    guide: 'guide#step-31-create-datasciencecluster',
  }),
  async ({ cluster }) => {
    const dsc = await dataScienceCluster(cluster);

    const unmet = unmetConditions(dsc, ['Ready']);

    const conditions = dsc.status?.conditions ?? [];
    evidence(
      'conditions',
      conditions.map(({ type, status, reason }) => `${type}=${status} ${reason ?? ''}`).join('\n'),
    );
    // A component that was asked to be Removed reports itself not ready, for that reason.
    const culprits = conditions
      .filter(
        ({ type, status, reason }) =>
          type !== 'Ready' && type.endsWith('Ready') && status !== 'True' && reason !== 'Removed',
      )
      .map(({ type, message }) => `${type} (${message ?? 'no message'})`);
    demand(
      unmet.length === 0,
      `${dsc.metadata.name}: ${unmet.join('; ')}; not ready: ${culprits.join(', ') || 'none named'}`,
    );
    observe(`${dsc.metadata.name} is Ready`);
  },
);
