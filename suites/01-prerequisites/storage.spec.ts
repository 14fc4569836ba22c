import { allocatable, formatBytes, schedulable } from '../../fixtures/nodes.ts';
import { check, core, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the nodes offer enough local storage',
  check({
    id: 'prereq.storage',
    requirement: 'The Ready, schedulable nodes SHOULD offer at least 100 GB of ephemeral storage together.',
    level: 'should',
    needs: ['cluster'],
    catches: ['too-little-storage'],
    dependsOn: ['prereq.api-reachable', 'prereq.worker-nodes'],
    remedy:
      'oc describe nodes | grep -A 5 Allocatable: add the ephemeral-storage lines up; expect 100 GB or more, else enlarge the nodes’ disks',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster, layout }) => {
    const { usable, notCounted } = schedulable(await cluster.list(core.Node));

    const { total, unknown } = allocatable(usable, 'ephemeral-storage');

    const wanted = layout.minimumResources.ephemeralStorage;
    const seen = `${usable.length} schedulable nodes offer ${formatBytes(total)} of ephemeral storage, ${formatBytes(wanted)} are wanted`;
    if (total < wanted && unknown.length > 0) inconclusive(`${seen}, but ${unknown.join(', ')}`);
    demand(total >= wanted, `${seen}${notCounted}`);
    observe(`${seen}${notCounted}`);
  },
);
