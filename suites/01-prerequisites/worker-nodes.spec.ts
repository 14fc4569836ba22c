import { isWorker, schedulable } from '../../fixtures/nodes.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'there are enough worker nodes',
  check({
    id: 'prereq.worker-nodes',
    requirement: 'The cluster SHOULD have at least three worker nodes that are Ready and take workload.',
    level: 'should',
    needs: ['cluster'],
    catches: ['worker-not-ready', 'worker-cordoned'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get nodes -l node-role.kubernetes.io/worker: expect three or more Ready; oc adm uncordon NAME for one with SchedulingDisabled',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, layout }) => {
    const nodes = await cluster.list(core.Node);

    const { usable, notCounted } = schedulable(nodes.filter(isWorker));

    const wanted = layout.minimumResources.workers;
    const single = nodes.length === 1 ? 'this is a single-node cluster, without high availability: ' : '';
    const seen = `${single}${usable.length} workers are Ready and take workload`;
    demand(usable.length >= wanted, `${seen}, ${wanted} are wanted${notCounted}`);
    observe(`${seen}: ${usable.map((node) => node.metadata.name).join(', ')}${notCounted}`);
  },
);
