import { readCondition } from '../../fixtures/conditions.ts';
import { check, demand, observe, openshift, test } from '../../fixtures/test.ts';

test(
  'OpenShift’s own operators are available',
  check({
    id: 'prereq.cluster-operators',
    requirement: 'Every ClusterOperator SHOULD be Available and not Degraded.',
    level: 'should',
    needs: ['cluster'],
    catches: ['cluster-operator-degraded', 'cluster-operator-unavailable', 'network-operator-unavailable'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get clusteroperators: expect AVAILABLE True and DEGRADED False; oc describe clusteroperator NAME says why not',
    guide: 'guide#infrastructure-requirements',
  }),
  async ({ cluster }) => {
    const operators = await cluster.list(openshift.ClusterOperator);

    const unwell = operators.flatMap((operator) => {
      const available = readCondition(operator, 'Available');
      const degraded = readCondition(operator, 'Degraded');
      const troubles = [
        available.holds ? [] : [available.text],
        degraded.status === 'False' ? [] : [degraded.text],
      ].flat();
      return troubles.length === 0 ? [] : [`${operator.metadata.name}: ${troubles.join(', ')}`];
    });

    demand(operators.length > 0, 'there is no ClusterOperator');
    demand(unwell.length === 0, `${unwell.length} of ${operators.length} are not well: ${unwell.join('; ')}`);
    observe(`${operators.length} ClusterOperators are Available and not Degraded`);
  },
);
