import { operatorOf, operatorReport } from '../../fixtures/operators.ts';
import { check, demand, observe, olm, test } from '../../fixtures/test.ts';

test(
  'OpenShift Service Mesh is installed',
  check({
    id: 'operators.service-mesh',
    requirement:
      'The ClusterServiceVersion of OpenShift Service Mesh MUST be Succeeded in the namespace it is installed in; copies do not count.',
    level: 'must',
    needs: ['cluster'],
    catches: ['service-mesh-not-installed'],
    dependsOn: ['prereq.operator-catalogs', 'operators.subscriptions-healthy'],
    remedy:
      'oc get csv -n openshift-operators | grep servicemesh: expect servicemeshoperator.v… Succeeded; else install it from OperatorHub',
    guide: 'guide#step-12-install-openshift-service-mesh-operator',
  }),
  async ({ cluster, layout }) => {
    const operator = operatorOf(layout, 'service-mesh');
    const csvs = await cluster.list(olm.ClusterServiceVersion);

    const report = operatorReport(csvs, operator);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(report.summary);
  },
);
