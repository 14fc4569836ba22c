import { allocatable, schedulable } from '../../fixtures/nodes.ts';
import { check, core, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the nodes offer enough CPUs',
  check({
    id: 'prereq.vcpus',
    requirement: 'The Ready, schedulable nodes SHOULD offer at least 16 CPUs together.',
    level: 'should',
    needs: ['cluster'],
    catches: ['too-few-vcpus'],
    dependsOn: ['prereq.api-reachable', 'prereq.worker-nodes'],
    remedy:
      'oc describe nodes | grep -A 5 Allocatable: add the cpu lines up; expect 16 or more, else add or enlarge worker nodes',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, layout }) => {
    const { usable, notCounted } = schedulable(await cluster.list(core.Node));

    const { total, unknown } = allocatable(usable, 'cpu');

    const wanted = layout.minimumResources.cpu;
    const seen = `${usable.length} schedulable nodes offer ${total} CPUs, ${wanted} are wanted`;
    if (total < wanted && unknown.length > 0) inconclusive(`${seen}, but ${unknown.join(', ')}`);
    demand(total >= wanted, `${seen}${notCounted}`);
    observe(`${seen}${notCounted}`);
  },
);
