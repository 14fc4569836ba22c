import { allocatable, formatBytes, schedulable } from '../../fixtures/nodes.ts';
import { check, core, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the nodes offer enough memory',
  check({
    id: 'prereq.memory',
    requirement: 'The Ready, schedulable nodes SHOULD offer at least 32 GB of memory together.',
    level: 'should',
    needs: ['cluster'],
    catches: ['too-little-memory'],
    dependsOn: ['prereq.api-reachable', 'prereq.worker-nodes'],
    remedy:
      'oc describe nodes | grep -A 5 Allocatable: add the memory lines up; expect 32 GB or more, else add or enlarge worker nodes',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, layout }) => {
    const { usable, notCounted } = schedulable(await cluster.list(core.Node));

    const { total, unknown } = allocatable(usable, 'memory');

    const wanted = layout.minimumResources.memory;
    const seen = `${usable.length} schedulable nodes offer ${formatBytes(total)} of memory, ${formatBytes(wanted)} are wanted`;
    if (total < wanted && unknown.length > 0) inconclusive(`${seen}, but ${unknown.join(', ')}`);
    demand(total >= wanted, `${seen}${notCounted}`);
    observe(`${seen}${notCounted}`);
  },
);
